// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/prediction_bars.hpp"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kRows = 5;
constexpr int kFewestRows = 3;
constexpr double kNameShare = 0.40;
constexpr int kBarHeight = 12;

}  // namespace

PredictionBars::PredictionBars(Role role, QWidget* parent)
    : QWidget(parent), m_role(role), m_heading(role == Role::Before ? tr("● before") : tr("◆ after")), m_most(kRows) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  setMaximumHeight(sizeHint().height());
  setAccessibleName(role == Role::Before ? tr("Prediction of the original")
                                         : tr("Prediction of the adversarial picture"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    setMaximumHeight(sizeHint().height());
    updateGeometry();
    update();
  });
}

int PredictionBars::rowHeight() const { return qRound(23 * typeScale()); }
int PredictionBars::headingHeight() const { return qRound(24 * typeScale()); }
QSize PredictionBars::sizeHint() const { return {280, headingHeight() + m_most * rowHeight()}; }

QSize PredictionBars::minimumSizeHint() const { return {180, headingHeight() + kFewestRows * rowHeight()}; }

void PredictionBars::setPrediction(const Prediction& prediction, const Predicted& clean, std::optional<int> target) {
  const QString labelTag = clean.labelSource == LabelSource::Data ? tr("true") : tr("label");
  m_rows.clear();
  for (const ClassScore& score : prediction.top) {
    if (std::cmp_equal(m_rows.size(), m_most)) break;
    const QString tag = score.index == clean.label         ? labelTag
                        : target && score.index == *target ? tr("target")
                                                           : QString();
    m_rows.push_back(
        {score.index, QString::fromStdString(clean.model.labelOf(score.index)), tag, score.probability, score.logit});
  }
  setAccessibleDescription(rowTexts().join(QStringLiteral(", ")));
  update();
}

void PredictionBars::clear() {
  m_rows.clear();
  setAccessibleDescription({});
  update();
}

void PredictionBars::setHeading(const QString& heading) {
  m_heading = heading;
  update();
}

void PredictionBars::setRows(int rows) {
  m_most = std::clamp(rows, kFewestRows, kRows);
  setMaximumHeight(sizeHint().height());
  updateGeometry();
}

QStringList PredictionBars::rowTexts() const {
  QStringList texts;
  for (const Row& row : m_rows)
    texts << QStringLiteral("%1%2 %3").arg(
        row.name, row.tag.isEmpty() ? QString() : QStringLiteral(" [%1]").arg(row.tag), percentText(row.probability));
  return texts;
}

void PredictionBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QFont heading = font();
  heading.setWeight(QFont::DemiBold);
  painter.setFont(heading);
  painter.setPen(m_role == Role::Before ? theme().clean : theme().adversarial);
  painter.drawText(QRect(0, 0, width(), headingHeight()), Qt::AlignVCenter, m_heading);
  painter.setFont(font());
  const auto fitting = static_cast<std::size_t>(std::max(0, (height() - headingHeight()) / rowHeight()));
  for (std::size_t i = 0; i < std::min(m_rows.size(), fitting); ++i) {
    paintRow(painter, m_rows[i], QRect(0, headingHeight() + static_cast<int>(i) * rowHeight(), width(), rowHeight()));
  }
}

void PredictionBars::paintRow(QPainter& painter, const Row& row, const QRect& place) const {
  const QFontMetrics metrics(font());
  const int percentWidth = metrics.horizontalAdvance(QStringLiteral("> 99.9 %")) + 4;
  const int nameWidth = static_cast<int>(place.width() * kNameShare);
  QFont small = font();
  small.setPixelSize(typeSize(12));
  const int tagWidth = row.tag.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(row.tag) + 12;
  const QString name = metrics.elidedText(row.name, Qt::ElideRight, nameWidth - tagWidth - (tagWidth ? 4 : 0));
  painter.setPen(theme().text);
  painter.drawText(place, Qt::AlignVCenter, name);
  if (tagWidth > 0) {
    const QRectF box(metrics.horizontalAdvance(name) + 5, place.center().y() - rowHeight() * 0.36, tagWidth,
                     rowHeight() * 0.76);
    painter.setFont(small);
    painter.setPen(QPen(theme().mutedText, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 4, 4);
    painter.drawText(box, Qt::AlignCenter, row.tag);
    painter.setFont(font());
  }
  const double thick = kBarHeight * typeScale();
  const QRectF track(nameWidth + 6, place.center().y() - thick / 2 + 0.5, place.width() - nameWidth - percentWidth - 12,
                     thick);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().track);
  painter.drawRoundedRect(track, 3, 3);
  QRectF bar = track;
  bar.setWidth(std::max(1.5, track.width() * row.probability));
  painter.setBrush(m_role == Role::Before ? theme().clean : theme().adversarial);
  painter.drawRoundedRect(bar, std::min(3.0, bar.width() / 2), 3);
  painter.setPen(theme().text);
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, percentText(row.probability));
}

int PredictionBars::rowAt(int y) const {
  const int row = y < headingHeight() ? -1 : (y - headingHeight()) / rowHeight();
  return row < static_cast<int>(m_rows.size()) ? row : -1;
}

void PredictionBars::mouseReleaseEvent(QMouseEvent* event) {
  if (const int row = rowAt(event->pos().y()); row >= 0)
    emit classActivated(m_rows[static_cast<std::size_t>(row)].index);
}

bool PredictionBars::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const int index = rowAt(help->pos().y()); index >= 0) {
      const Row& row = m_rows[static_cast<std::size_t>(index)];
      QToolTip::showText(help->globalPos(),
                         tr("%1 (class %2)\nprobability %3\nlogit %4")
                             .arg(row.name)
                             .arg(row.index)
                             .arg(row.probability, 0, 'g', 8)
                             .arg(row.logit, 0, 'g', 7),
                         this);
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  return QWidget::event(event);
}

}  // namespace adv
