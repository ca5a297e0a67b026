// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/unit_bars.hpp"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kNarrowestName = 66.0;  ///< of a column with a name, in pixels at type scale 1
constexpr double kNarrowest = 8.0;       ///< of one without
constexpr double kNarrowestNumber = 24.0;
constexpr double kWidestBar = 26.0;
constexpr int kTop = 6;

QFont nameFont() {
  QFont font;
  font.setPixelSize(typeSize(12));
  return font;
}

}  // namespace

UnitBars::UnitBars(QWidget* parent) : ColumnView(parent) {
  setAccessibleName(tr("Features of the layer"));
  setToolTip(tr("Each feature of the layer: clean (blue, left) beside adversarial (vermilion, right)."));
}

void UnitBars::setMaps(std::optional<FeatureMapsReady> maps, QStringList names) {
  m_names = std::move(names);
  takeMaps(std::move(maps));
}

int UnitBars::columnsThatFit() const {
  const double narrowest = (m_names.isEmpty() ? kNarrowest : kNarrowestName) * typeScale();
  return std::max(1, static_cast<int>(plotArea().width() / narrowest));
}

/// Two lines of names below the bars, or one of numbers.
QRectF UnitBars::plotArea() const {
  const int lines = m_names.isEmpty() ? 1 : 2;
  const double names = lines * QFontMetrics(nameFont()).height() + 6;
  return {2.0, static_cast<double>(kTop), width() - 4.0, height() - kTop - names};
}

QRectF UnitBars::columnOf(int place) const {
  const QRectF area = plotArea();
  const double each = area.width() / std::max(1, std::min(count(), columnsThatFit()));
  return {area.left() + (place - firstColumn()) * each, area.top(), each, area.height()};
}

QString UnitBars::nameOf(int place) const {
  const int unit = maps()->shown[static_cast<std::size_t>(place)];
  return unit < m_names.size() ? m_names[unit] : QString::number(unit);
}

QString UnitBars::describePlace(int place) const {
  const auto at = static_cast<std::size_t>(place);
  QString text = tr("%1: clean %2").arg(nameOf(place), significant(static_cast<double>(maps()->clean[at])));
  if (!maps()->adversarial.empty())
    text += tr(", adversarial %1").arg(significant(static_cast<double>(maps()->adversarial[at])));
  return text;
}

void UnitBars::paintUnit(QPainter& painter, int place, double zero, double perUnit) const {
  const QRectF column = columnOf(place);
  const double bar = std::min(column.width() * 0.4, kWidestBar * typeScale());
  const auto at = static_cast<std::size_t>(place);
  const auto draw = [&](double value, double left, const QColor& colour) {
    painter.fillRect(QRectF(QPointF(left, zero), QPointF(left + bar, zero - value * perUnit)).normalized(), colour);
  };
  draw(static_cast<double>(maps()->clean[at]), column.center().x() - bar, theme().clean);
  if (!maps()->adversarial.empty())
    draw(static_cast<double>(maps()->adversarial[at]), column.center().x(), theme().adversarial);
  if (m_names.isEmpty() && column.width() < kNarrowestNumber * typeScale()) return;
  painter.setPen(place == current() && hasFocus() ? theme().text : theme().mutedText);
  painter.drawText(QRectF(column.left() + 2, column.bottom() + 2, column.width() - 4, height() - column.bottom() - 2),
                   Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, nameOf(place));
}

void UnitBars::paintEvent(QPaintEvent*) {
  if (count() == 0) return;
  QPainter painter(this);
  painter.setFont(nameFont());
  const QRectF area = plotArea();
  double low = 0.0;
  double high = 1e-9;
  for (const auto* values : {&maps()->clean, &maps()->adversarial}) {
    for (const float value : *values) {
      low = std::min(low, static_cast<double>(value));
      high = std::max(high, static_cast<double>(value));
    }
  }
  const double perUnit = area.height() / (high - low);
  const double zero = area.bottom() + low * perUnit;
  painter.fillRect(area, theme().plotBackground);
  painter.setPen(QPen(theme().mutedText, 1));
  painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero));
  const int end = std::min(count(), firstColumn() + columnsThatFit());
  for (int place = firstColumn(); place < end; ++place) paintUnit(painter, place, zero, perUnit);
}

void UnitBars::mouseMoveEvent(QMouseEvent* event) {
  if (count() == 0) return;
  const double along = (event->position().x() - plotArea().left()) / columnOf(firstColumn()).width();
  const int place = firstColumn() + static_cast<int>(std::floor(along));
  emit hovered(place >= 0 && place < count() ? describePlace(place) : QString());
}

}  // namespace adv
