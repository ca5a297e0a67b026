// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/verdict_card.hpp"

#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kBar = 5;
constexpr double kStackedFrom = 1.3;  ///< type scale
constexpr double kRowHeight = 46.0;
constexpr double kWideStackHeight = 52.0;
constexpr double kStackHeight = 84.0;

QString signOf(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::Fooled:
    case Verdict::Kind::TargetReached: return QStringLiteral("✗ ");
    case Verdict::Kind::NotFooled: return QStringLiteral("✓ ");
    case Verdict::Kind::WrongFromStart:
    case Verdict::Kind::Error: return QStringLiteral("! ");
    case Verdict::Kind::Empty: break;
  }
  return {};
}

QColor colourOf(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::Fooled: return theme().adversarial;
    case Verdict::Kind::TargetReached: return theme().target;
    case Verdict::Kind::NotFooled: return theme().clean;
    case Verdict::Kind::WrongFromStart:
    case Verdict::Kind::Error: return theme().warning;
    case Verdict::Kind::Empty: break;
  }
  return theme().control;
}

}  // namespace

Verdict verdictOf(const Error& error) {
  return {Verdict::Kind::Error, QString::fromStdString(error.message), QString::fromStdString(error.advice)};
}

VerdictCard::VerdictCard(QWidget* parent) : QFrame(parent), m_headline(new QLabel), m_detail(new QLabel) {
  setObjectName(QStringLiteral("verdict"));
  m_detail->setObjectName(QStringLiteral("muted"));
  for (QLabel* label : {m_headline, m_detail}) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kBar + 12, 10, 12, 10);
  layout->setSpacing(2);
  layout->addWidget(m_headline);
  layout->addWidget(m_detail);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &VerdictCard::applyTheme);
  applyTheme();
}

void VerdictCard::applyTheme() {
  m_headline->setStyleSheet(QStringLiteral("font-size: %1px; font-weight: 600;").arg(typeSize(17)));
  m_detail->setStyleSheet(
      QStringLiteral("font-size: %1px; color: %2;").arg(typeSize(12)).arg(theme().mutedText.name()));
  // In the large type of a presentation one line would leave the sentence no room.
  arrange(m_isWide && typeScale() < kStackedFrom);
  update();
}

void VerdictCard::arrange(bool isRow) {
  auto* box = static_cast<QVBoxLayout*>(layout());
  box->setDirection(isRow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  box->setSpacing(isRow ? 16 : 2);
  box->setStretchFactor(m_headline, isRow ? 1 : 0);
  m_detail->setWordWrap(!isRow);
  setSizePolicy(QSizePolicy::Preferred, m_isWide ? QSizePolicy::Maximum : QSizePolicy::Preferred);
  setMinimumHeight(qRound((isRow ? kRowHeight : m_isWide ? kWideStackHeight : kStackHeight) * typeScale()));
}

void VerdictCard::setWide(bool wide) {
  m_isWide = wide;
  applyTheme();
}

void VerdictCard::setVerdict(const Verdict& verdict) {
  m_verdict = verdict;
  m_headline->setText(signOf(verdict.kind) + verdict.headline);
  m_detail->setText(verdict.detail);
  m_detail->setToolTip(verdict.detail);
  setAccessibleName(tr("Verdict: %1").arg(verdict.headline));
  setAccessibleDescription(verdict.detail);
  update();
}

void VerdictCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath outline;
  outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
  painter.fillPath(outline, theme().card);
  painter.setClipPath(outline);
  painter.fillRect(0, 0, kBar, height(), colourOf(m_verdict.kind));
  painter.setClipping(false);
  painter.setPen(theme().cardBorder);
  painter.drawPath(outline);
}

}  // namespace adv
