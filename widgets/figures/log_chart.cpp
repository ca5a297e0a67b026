// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/log_chart.hpp"

#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/plots/axis_scale.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;
constexpr double kLeftRoom = 4.0;  ///< of the text size
constexpr double kRoom = 1.4;      ///< factor beyond the smallest and the largest value
constexpr double kBandOpacity = 0.18;

struct LogFrame {
  QRectF area;
  AxisScale x;
  AxisScale y;

  QPointF at(double xValue, double yValue) const {
    return {area.left() + area.width() * x.shareOf(xValue), area.bottom() - area.height() * y.shareOf(yValue)};
  }
};

AxisScale scaleOf(const std::vector<Series>& lines, std::vector<double> Series::*values) {
  AxisScale scale{1e300, 1e-300, true};
  for (const Series& line : lines) {
    for (const double value : line.*values) {
      scale.low = std::min(scale.low, value);
      scale.high = std::max(scale.high, value);
    }
  }
  return {scale.low / kRoom, scale.high * kRoom, true};
}

std::vector<double> decades(const AxisScale& scale) {
  std::vector<double> ticks;
  for (double tick = std::pow(10.0, std::ceil(std::log10(scale.low) - 1e-9)); tick <= scale.high; tick *= 10.0)
    ticks.push_back(tick);
  return ticks;
}

void paintAxes(QPainter& painter, const LogFrame& frame, const LogChart& chart, const PanelStyle& style) {
  const double line = kLine * style.text;
  const QRectF& area = frame.area;
  painter.fillRect(area, style.look.plotBackground);
  painter.setPen(QPen(style.look.grid, style.line));
  for (const double tick : decades(frame.y)) {
    const double y = frame.at(frame.x.low, tick).y();
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    drawFigureText(painter, {area.left() - kLeftRoom * style.text, y - line / 2, (kLeftRoom - 0.4) * style.text, line},
                   Qt::AlignRight | Qt::AlignVCenter, significant(tick), style.text, style.look.mutedText);
    painter.setPen(QPen(style.look.grid, style.line));
  }
  for (const double tick : decades(frame.x)) {
    const double x = frame.at(tick, frame.y.low).x();
    painter.setPen(QPen(style.look.grid, style.line));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    drawFigureText(painter, {x - 4 * style.text, area.bottom() + 0.2 * style.text, 8 * style.text, line},
                   Qt::AlignHCenter | Qt::AlignVCenter, significant(tick), style.text, style.look.mutedText);
  }
  drawFigureText(painter, {area.left(), area.bottom() + line, area.width(), line}, Qt::AlignHCenter | Qt::AlignVCenter,
                 chart.xName, style.text, style.look.text);
}

void paintLine(QPainter& painter, const LogFrame& frame, const Series& line, const PanelStyle& style) {
  const QColor colour = colourOf(line, style.look);
  QPolygonF band;
  for (std::size_t i = 0; i < line.low.size(); ++i) band << frame.at(line.x[i], line.high[i]);
  for (std::size_t i = line.low.size(); i-- > 0;) band << frame.at(line.x[i], line.low[i]);
  QColor soft = colour;
  soft.setAlphaF(kBandOpacity);
  painter.setPen(Qt::NoPen);
  painter.setBrush(soft);
  painter.drawPolygon(band);
  QPolygonF points;
  for (std::size_t i = 0; i < line.x.size(); ++i) points << frame.at(line.x[i], line.y[i]);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(penOf(line, 1.6 * style.line, style.look));
  if (!line.isPoints) painter.drawPolyline(points);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  if (line.mark == PointMark::None) return;
  const double radius = 2.6 * style.line;
  for (const QPointF& point : points) {
    if (line.mark == PointMark::Disc)
      painter.drawEllipse(point, radius, radius);
    else
      painter.drawRect(QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius));
  }
}

void paintNames(QPainter& painter, const QRectF& place, const LogChart& chart, const PanelStyle& style) {
  double x = place.left();
  for (const Series& line : chart.lines) {
    const double width = figureTextWidth(line.name, style.text) * 1.03;
    painter.setPen(penOf(line, 2 * style.line, style.look));
    painter.drawLine(QPointF(x, place.center().y()), QPointF(x + 1.6 * style.text, place.center().y()));
    drawFigureText(painter, {x + 2 * style.text, place.top(), width, place.height()}, Qt::AlignLeft | Qt::AlignVCenter,
                   line.name, style.text, colourOf(line, style.look));
    x += width + 3.4 * style.text;
  }
}

}  // namespace

void paintLogChart(QPainter& painter, const QRectF& place, const LogChart& chart, const PanelStyle& style) {
  const double line = kLine * style.text;
  drawFigureText(painter, {place.left(), place.top(), place.width(), line}, Qt::AlignLeft | Qt::AlignVCenter,
                 chart.yName, style.text, style.look.text, QFont::DemiBold);
  const LogFrame frame{place.adjusted(kLeftRoom * style.text, 1.2 * line, -0.8 * style.text, -3.4 * line),
                       scaleOf(chart.lines, &Series::x), scaleOf(chart.lines, &Series::y)};
  paintAxes(painter, frame, chart, style);
  if (chart.marker) {
    const double x = frame.at(*chart.marker, frame.y.low).x();
    painter.setPen(QPen(style.look.text, style.line, Qt::DotLine));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
  }
  for (auto one = chart.lines.rbegin(); one != chart.lines.rend(); ++one) paintLine(painter, frame, *one, style);
  paintNames(painter, {frame.area.left(), place.bottom() - line, frame.area.width(), line}, chart, style);
}

}  // namespace adv
