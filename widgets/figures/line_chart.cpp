// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/line_chart.hpp"

#include <QPainter>
#include <algorithm>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_names.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.35;
constexpr double kSmall = 0.85;
constexpr double kBandOpacity = 0.18;
constexpr int kTicks = 7;

/// Data to points, and what all parts of the painting share.
struct Frame {
  QPainter& painter;
  const LineChart& chart;
  QRectF area;
  double textSize;
  double lineWidth;
  const Theme& look;

  QPointF at(double x, double y) const {
    const double along = (x - chart.low) / std::max(1e-12, chart.high - chart.low);
    return {area.left() + along * area.width(), area.bottom() - y * area.height()};
  }
};

void paintAxes(const Frame& f) {
  const double small = f.textSize * kSmall;
  const double line = f.textSize * kLine;
  f.painter.fillRect(f.area, f.look.plotBackground);
  for (const int percent : {0, 25, 50, 75, 100}) {
    const QPointF left = f.at(f.chart.low, percent / 100.0);
    f.painter.setPen(QPen(f.look.grid, f.lineWidth));
    f.painter.drawLine(left, QPointF(f.area.right(), left.y()));
    drawFigureText(f.painter, {f.area.left() - 6 * f.textSize, left.y() - line / 2, 5.6 * f.textSize, line},
                   Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("%1 %").arg(percent), small, f.look.mutedText);
  }
  for (const double tick : roundTicks(f.chart.low, f.chart.high, kTicks)) {
    const QPointF foot = f.at(tick, 0.0);
    f.painter.setPen(QPen(f.look.mutedText, f.lineWidth));
    f.painter.drawLine(foot, foot + QPointF(0, f.textSize * 0.3));
    drawFigureText(f.painter, {foot.x() - 3 * f.textSize, foot.y() + f.textSize * 0.3, 6 * f.textSize, line},
                   Qt::AlignHCenter | Qt::AlignVCenter, significant(tick, 6), small, f.look.mutedText);
  }
  drawFigureText(f.painter, {f.area.left(), f.area.bottom() + line * 1.2, f.area.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, f.chart.xName, f.textSize, f.look.text);
}

void paintBand(const Frame& f, const Series& line) {
  if (line.low.empty()) return;
  QPolygonF outline;
  for (std::size_t i = 0; i < line.x.size(); ++i) outline << f.at(line.x[i], line.high[i]);
  for (std::size_t i = line.x.size(); i-- > 0;) outline << f.at(line.x[i], line.low[i]);
  QColor soft = colourOf(line, f.look);
  soft.setAlphaF(kBandOpacity);
  f.painter.setPen(Qt::NoPen);
  f.painter.setBrush(soft);
  f.painter.drawPolygon(outline);
}

void paintLine(const Frame& f, const Series& line) {
  QPolygonF points;
  for (std::size_t i = 0; i < line.x.size(); ++i) points << f.at(line.x[i], line.y[i]);
  f.painter.setBrush(Qt::NoBrush);
  f.painter.setPen(penOf(line, f.lineWidth * 1.6, f.look));
  f.painter.drawPolyline(points);
  f.painter.setPen(Qt::NoPen);
  f.painter.setBrush(colourOf(line, f.look));
  for (const QPointF& point : points) paintPointMark(f.painter, line.mark, point, f.lineWidth * 2.2);
}

void paintNames(const Frame& f) {
  std::vector<LineName> names;
  for (const Series& line : f.chart.lines) {
    if (!line.x.empty()) names.push_back({f.at(line.x.back(), line.y.back()).y(), line.name, colourOf(line, f.look)});
  }
  paintLineNames(f.painter, f.area, std::move(names), f.textSize);
}

}  // namespace

void paintLineChart(QPainter& painter, const QRectF& place, const LineChart& chart, double textSize, double lineWidth,
                    const Theme& look) {
  const double names = lineNamesWidth(chart.lines, textSize);
  const double line = textSize * kLine;
  drawFigureText(painter, {place.left(), place.top(), place.width(), line}, Qt::AlignLeft | Qt::AlignVCenter,
                 chart.yName, textSize, look.text, QFont::DemiBold);
  const QRectF area(place.left() + 3.6 * textSize, place.top() + 1.5 * line,
                    place.width() - 3.6 * textSize - std::min(names + textSize, place.width() / 2),
                    place.height() - 4.2 * line);
  const Frame frame{painter, chart, area, textSize, lineWidth, look};
  painter.setRenderHint(QPainter::Antialiasing);
  paintAxes(frame);
  for (const Series& one : chart.lines) paintBand(frame, one);
  for (auto one = chart.lines.rbegin(); one != chart.lines.rend(); ++one) paintLine(frame, *one);
  paintNames(frame);
}

}  // namespace adv
