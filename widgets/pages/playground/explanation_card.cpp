// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/explanation_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kSmallestLoss = 1e-4;

}  // namespace

PlaneLossView::PlaneLossView(QWidget* parent) : QWidget(parent) {
  setMinimumSize(90, 64);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setToolTip(tr("The loss against the step: mean cross-entropy of the points in nats, on a logarithmic scale"));
  setAccessibleName(tr("The loss against the step"));
}

void PlaneLossView::setLosses(const std::vector<QPointF>& losses) {
  m_losses = losses;
  if (!losses.empty())
    setAccessibleDescription(tr("loss %1 at step %2").arg(significant(losses.back().y())).arg(losses.back().x() + 1));
  update();
}

void PlaneLossView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF frame = QRectF(rect()).adjusted(0.5, 4.5, -0.5, -4.5);
  painter.fillRect(frame, theme().plotBackground);
  QFont font = painter.font();
  font.setPixelSize(typeSize(12));
  painter.setFont(font);
  painter.setPen(theme().mutedText);
  const double now = m_losses.empty() ? 0.0 : m_losses.back().y();
  painter.drawText(frame.adjusted(8, 4, -8, -4), Qt::AlignTop | Qt::AlignRight,
                   m_losses.empty() ? tr("loss") : tr("loss %1").arg(significant(now, 2)));
  if (m_losses.size() < 2) return;
  double low = 0.0, high = -9.0;
  const auto level = [](double loss) { return std::log10(std::max(loss, kSmallestLoss)); };
  for (const QPointF& loss : m_losses) low = std::min(low, level(loss.y())), high = std::max(high, level(loss.y()));
  const double last = std::max(1.0, m_losses.back().x()), span = std::max(0.5, high - low);
  QPolygonF line;
  for (const QPointF& loss : m_losses) {
    line << QPointF(frame.left() + frame.width() * loss.x() / last,
                    frame.bottom() - 4 - (frame.height() - 8) * (level(loss.y()) - low) / span);
  }
  painter.setPen(QPen(theme().accent, 2));
  painter.drawPolyline(line);
}

ExplanationCard::ExplanationCard(PlaygroundSession& session, QWidget* parent)
    : Card(tr("Overfitting, or linearity?"), parent),
      m_session(session),
      m_loss(new PlaneLossView),
      m_table(new QLabel) {
  m_table->setTextFormat(Qt::RichText);
  m_table->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_table->setToolTip(tr(
      "Held out: points drawn in the same way that were not learned from; far below the points learned from, the "
      "classifier overfits.\nR²: the share of the logit’s variance along the step that a straight line explains.\nOne "
      "direction: length of the mean of all points’ attack directions; 1 where one direction fools them all."));
  actions()->addStretch(1);
  addPlayer();
  auto* row = new QHBoxLayout;
  row->setSpacing(14);
  row->addWidget(m_table, 3);
  row->addWidget(m_loss, 2);
  body()->addLayout(row, 1);
  for (const auto signal : {&PlaygroundSession::snapshotChanged, &PlaygroundSession::probeChanged})
    connect(&session, signal, this, &ExplanationCard::showNumbers);
  connect(&session, &PlaygroundSession::stateChanged, this, &ExplanationCard::showState);
  showState();
}

void ExplanationCard::addPlayer() {
  m_play = addButton(QStringLiteral("pause"), tr("Train or pause"), {});
  connect(m_play, &QToolButton::clicked, this,
          [this] { m_session.isRunning() ? m_session.pause() : m_session.play(); });
  connect(addButton(QStringLiteral("step"), tr("One step"), tr("One step of the training")), &QToolButton::clicked,
          &m_session, &PlaygroundSession::stepOnce);
  connect(addButton(QStringLiteral("again"), tr("Restart"), tr("Restart the training with new weights")),
          &QToolButton::clicked, &m_session, &PlaygroundSession::restart);
}

QToolButton* ExplanationCard::addButton(const QString& icon, const QString& name, const QString& help) {
  auto* button = new QToolButton;
  button->setIcon(themedIcon(icon));
  button->setAutoRaise(true);
  button->setToolTip(help);
  button->setAccessibleName(name);
  actions()->addWidget(button);
  return button;
}

void ExplanationCard::showState() {
  m_play->setIcon(themedIcon(m_session.isRunning() ? QStringLiteral("pause") : QStringLiteral("play")));
  m_play->setToolTip(m_session.isRunning() ? tr("Pause the training") : tr("Train on"));
}

void ExplanationCard::showNumbers() {
  const auto& ready = m_session.ready();
  if (!ready) return;
  setSubtitle(tr("step %L1").arg(ready->state->steps));
  m_loss->setLosses(m_session.losses());
  const auto line = [](const QString& name, const QString& value) {
    return QStringLiteral("<tr><td style='padding-right:10px; color:%3'>%1</td><td align='right'><b>%2</b></td></tr>")
        .arg(name, value, theme().mutedText.name());
  };
  QString rows = line(tr("points right"), shareText(ready->accuracy));
  rows += line(tr("held-out points right"),
               ready->heldOutAccuracy ? shareText(*ready->heldOutAccuracy) : QStringLiteral("–"));
  rows +=
      line(tr("right after a step of %1").arg(significant(m_session.epsilon())), shareText(ready->attackedAccuracy));
  if (const auto& probed = m_session.probed())
    rows += line(tr("straight along the step, R²"), QString::number(probed->fit.r2, 'f', 3));
  rows += line(tr("all in one direction"), QString::number(ready->alignment, 'f', 2));
  m_table->setText(QStringLiteral("<table cellspacing='0' cellpadding='1'>%1</table>").arg(rows));
}

}  // namespace adv
