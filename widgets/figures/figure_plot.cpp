// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/figure_plot.hpp"

#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kTick = 0.85;  ///< size of tick labels, of the text size
constexpr double kLine = 1.35;

/// 1, 2 or 5 times a power of ten, so that there are at most seven ticks.
double tickStep(double reach) {
  constexpr double kMostTicks = 6.0;
  const double decade = std::pow(10.0, std::floor(std::log10(reach / kMostTicks)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (reach / (factor * decade) <= kMostTicks) return factor * decade;
  }
  return 10.0 * decade;
}

void paintAxes(QPainter& painter, const FigureStyle& style, const QRectF& area, const SharePlot& plot) {
  const double size = style.textSize * kTick;
  painter.fillRect(area, figureInk().plotBackground);
  for (const int percent : {0, 25, 50, 75, 100}) {
    const double y = area.bottom() - area.height() * percent / 100.0;
    painter.setPen(QPen(figureInk().grid, style.lineWidth * 0.6));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    if (percent % 50) continue;
    drawFigureText(painter, QRectF(area.left() - size * 4.4, y - size * 0.7, size * 4, size * 1.4),
                   Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("%1 %").arg(percent), size, figureInk().mutedText);
  }
  const double step = tickStep(plot.reach);
  for (double tick = 0.0; tick <= plot.reach + 1e-6; tick += step) {
    const double x = area.left() + area.width() * tick / plot.reach;
    drawFigureText(painter, QRectF(x - size * 3, area.bottom() + size * 0.25, size * 6, size * 1.4),
                   Qt::AlignHCenter | Qt::AlignVCenter, significant(tick), size, figureInk().mutedText);
  }
  drawFigureText(painter, QRectF(area.left(), area.bottom() + size * 1.6, area.width(), size * 1.4),
                 Qt::AlignHCenter | Qt::AlignVCenter, plot.xName, size, figureInk().mutedText);
}

QPen penOf(const Series& line, const FigureStyle& style) {
  QPen pen(colourOf(line), style.lineWidth * (isDashed(line) ? 1.3 : 1.8), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  if (isDashed(line)) pen.setDashPattern({3, 2.5});
  return pen;
}

void paintLines(QPainter& painter, const FigureStyle& style, const QRectF& area, const SharePlot& plot) {
  painter.setRenderHint(QPainter::Antialiasing);
  for (auto line = plot.lines.rbegin(); line != plot.lines.rend(); ++line) {
    QPolygonF points;
    for (std::size_t i = 0; i < line->x.size(); ++i) {
      if (line->x[i] > plot.reach + 1e-6) continue;
      points << QPointF(area.left() + area.width() * line->x[i] / plot.reach,
                        area.bottom() - area.height() * line->y[i]);
    }
    painter.setPen(penOf(*line, style));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colourOf(*line));
    for (const QPointF& point : points) painter.drawEllipse(point, style.lineWidth * 1.9, style.lineWidth * 1.9);
  }
}

void paintLegend(QPainter& painter, const FigureStyle& style, const QRectF& place, const SharePlot& plot) {
  const double size = style.textSize * kTick;
  const double height = size * kLine;
  QPointF at = place.topLeft();
  for (const Series& line : plot.lines) {
    const double width = figureTextWidth(line.name, size) + size * 3.4;
    if (at.x() > place.left() && at.x() + width > place.right()) at = {place.left(), at.y() + height};
    painter.setPen(penOf(line, style));
    painter.drawLine(at + QPointF(0, height / 2), at + QPointF(size * 1.6, height / 2));
    drawFigureText(painter, QRectF(at + QPointF(size * 2, 0), QSizeF(width, height)), Qt::AlignLeft | Qt::AlignVCenter,
                   line.name, size, figureInk().text);
    at.rx() += width;
  }
}

}  // namespace

void paintSharePlot(QPainter& painter, const FigureStyle& style, const QRectF& place, const SharePlot& plot) {
  const double line = style.textSize * kLine;
  const double left = style.textSize * 3.6;
  drawFigureText(painter, QRectF(place.left(), place.top(), place.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                 plot.title, style.textSize, figureInk().text, QFont::DemiBold);
  const QRectF area(place.left() + left, place.top() + line * 1.35, place.width() - left - style.textSize * 1.2,
                    place.height() - line * 5.4);
  paintAxes(painter, style, area, plot);
  if (plot.marker) {
    const double x = area.left() + area.width() * *plot.marker / plot.reach;
    painter.setPen(QPen(figureInk().text, style.lineWidth, Qt::DotLine));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  }
  paintLines(painter, style, area, plot);
  paintLegend(painter, style,
              QRectF(area.left(), place.bottom() - line * 1.8, area.width() + style.textSize, line * 1.8), plot);
}

QColor heatColour(double share) {
  const QColor low(0xee, 0xf2, 0xf7), high(0xc4, 0x4f, 0x00);
  const double t = std::clamp(share, 0.0, 1.0);
  const auto mix = [t](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * t)); };
  return {mix(low.red(), high.red()), mix(low.green(), high.green()), mix(low.blue(), high.blue())};
}

QColor inkOn(const QColor& background) {
  // Relative luminance (WCAG 2); above this one black stands out more than white.
  constexpr double kEven = 0.179;
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  const double luminance =
      0.2126 * linear(background.redF()) + 0.7152 * linear(background.greenF()) + 0.0722 * linear(background.blueF());
  return luminance > kEven ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace adv
