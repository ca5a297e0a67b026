// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/temperature_chart.hpp"

#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_names.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;        ///< sizes, of the text
constexpr double kLeft = 3.8;        ///< room for the numbers of the y-axis
constexpr double kMostNames = 0.36;  ///< of the width
constexpr double kBandOpacity = 0.18;
constexpr std::size_t kFewLines = 3;  ///< bands of more would cover each other
constexpr double kPublishedOpacity = 0.4;
constexpr double kSidePlaces = 0.4;  ///< room beside the first and the last name of the x-axis
constexpr double kHeadroom = 0.06;
constexpr double kLogRoom = 1.5;
constexpr int kYTicks = 4;
constexpr int kXTicks = 7;
constexpr int kMostDecades = 6;

/// The values of all lines.
std::pair<double, double> reachOf(const TemperatureChart& chart, bool isAboveZero) {
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();
  for (const auto* lines : {&chart.lines, &chart.published}) {
    for (const Series& line : *lines) {
      for (const auto* values : {&line.y, &line.low, &line.high}) {
        for (const double value : *values) {
          if (!std::isfinite(value) || (isAboveZero && value <= 0.0)) continue;
          low = std::min(low, value);
          high = std::max(high, value);
        }
      }
    }
  }
  return low <= high ? std::pair(low, high) : isAboveZero ? std::pair(0.1, 10.0) : std::pair(0.0, 1.0);
}

std::pair<double, double> yRange(const TemperatureChart& chart) {
  if (chart.scale == ChartScale::Share) return {0.0, 1.0};
  const bool isLog = chart.scale == ChartScale::Log;
  const auto [low, high] = reachOf(chart, isLog);
  if (isLog) return {low / kLogRoom, high * kLogRoom};
  const double bottom = std::min(low, 0.0);
  const double top = std::max(high, 0.0);
  const double room = std::max(kHeadroom * (top - bottom), 1e-9);
  return {low < 0.0 ? bottom - room : bottom, high > 0.0 ? top + room : top};
}

/// Data to points, and what all parts of the painting share.
struct Frame {
  QPainter& painter;
  const TemperatureChart& chart;
  const PanelStyle& style;
  QRectF area;
  std::pair<double, double> x;
  std::pair<double, double> y;

  QPointF at(double xValue, double yValue) const {
    const double along = (xValue - x.first) / (x.second - x.first);
    const double up = chart.scale == ChartScale::Log
                          ? std::log(std::max(yValue, y.first) / y.first) / std::log(y.second / y.first)
                          : (yValue - y.first) / (y.second - y.first);
    return {area.left() + area.width() * along, area.bottom() - area.height() * std::clamp(up, -0.01, 1.01)};
  }
};

std::vector<double> decades(double low, double high) {
  const double first = std::ceil(std::log10(low) - 1e-9);
  const double last = std::floor(std::log10(high) + 1e-9);
  const double step = std::max(1.0, std::ceil((last - first) / kMostDecades));
  std::vector<double> ticks;
  for (double decade = first; decade <= last; decade += step) ticks.push_back(std::pow(10.0, decade));
  return ticks;
}

std::vector<std::pair<double, QString>> yTicks(const Frame& f) {
  std::vector<std::pair<double, QString>> ticks;
  if (f.chart.scale == ChartScale::Share) {
    for (const int percent : {0, 25, 50, 75, 100})
      ticks.emplace_back(percent / 100.0, QStringLiteral("%1 %").arg(percent));
    return ticks;
  }
  const auto values =
      f.chart.scale == ChartScale::Log ? decades(f.y.first, f.y.second) : roundTicks(f.y.first, f.y.second, kYTicks);
  for (const double value : values)
    ticks.emplace_back(value, significant(value).replace(QLatin1Char('-'), QChar(u'−')));
  return ticks;
}

void paintAxes(const Frame& f) {
  const double line = kLine * f.style.text;
  f.painter.fillRect(f.area, f.style.look.plotBackground);
  for (const auto& [value, name] : yTicks(f)) {
    const double y = f.at(f.x.first, value).y();
    const bool isZero = f.chart.scale == ChartScale::Linear && value == 0.0;
    f.painter.setPen(QPen(isZero ? f.style.look.mutedText : f.style.look.grid, f.style.line));
    f.painter.drawLine(QPointF(f.area.left(), y), QPointF(f.area.right(), y));
    drawFigureText(f.painter, {f.area.left() - kLeft * f.style.text, y - line / 2, (kLeft - 0.5) * f.style.text, line},
                   Qt::AlignRight | Qt::AlignVCenter, name, f.style.text, f.style.look.mutedText);
  }
  auto xTicks = f.chart.xTicks;
  if (xTicks.empty()) {
    for (const double value : roundTicks(f.x.first, f.x.second, kXTicks))
      xTicks.emplace_back(value, significant(value).replace(QLatin1Char('-'), QChar(u'−')));
  }
  for (const auto& [value, name] : xTicks) {
    const double x = f.at(value, f.y.first).x();
    f.painter.setPen(QPen(f.style.look.mutedText, f.style.line));
    f.painter.drawLine(QPointF(x, f.area.bottom()), QPointF(x, f.area.bottom() + 0.3 * f.style.text));
    drawFigureText(f.painter, {x - 3 * f.style.text, f.area.bottom() + 0.6 * f.style.text, 6 * f.style.text, line},
                   Qt::AlignHCenter | Qt::AlignVCenter, name, f.style.text, f.style.look.mutedText);
  }
}

void paintBand(const Frame& f, const Series& line) {
  if (line.low.empty()) return;
  QPolygonF outline;
  for (std::size_t i = 0; i < line.x.size(); ++i) outline << f.at(line.x[i], line.high[i]);
  for (std::size_t i = line.x.size(); i-- > 0;) outline << f.at(line.x[i], line.low[i]);
  QColor soft = colourOf(line, f.style.look);
  const bool isHeavy = line.role == SeriesRole::Neutral || f.chart.lines.size() > kFewLines;
  soft.setAlphaF(isHeavy ? kBandOpacity / 2 : kBandOpacity);
  f.painter.setPen(Qt::NoPen);
  f.painter.setBrush(soft);
  f.painter.drawPolygon(outline);
}

void paintLine(const Frame& f, const Series& line, double opacity) {
  QPolygonF points;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    if (std::isfinite(line.y[i])) points << f.at(line.x[i], line.y[i]);
  }
  f.painter.setOpacity(opacity);
  f.painter.setBrush(Qt::NoBrush);
  f.painter.setPen(penOf(line, f.style.line * 2.0, f.style.look));
  if (!line.isPoints) f.painter.drawPolyline(points);
  f.painter.setPen(Qt::NoPen);
  f.painter.setBrush(colourOf(line, f.style.look));
  for (const QPointF& point : points) paintPointMark(f.painter, line.mark, point, 3.2 * f.style.line);
  f.painter.setOpacity(1.0);
}

void paintMarker(const Frame& f) {
  if (!f.chart.marker) return;
  const double x = f.at(*f.chart.marker, f.y.first).x();
  f.painter.setPen(QPen(f.style.look.text, f.style.line, Qt::DotLine));
  f.painter.drawLine(QPointF(x, f.area.top()), QPointF(x, f.area.bottom()));
}

void paintNames(const Frame& f) {
  if (!f.chart.namesLines) return;
  std::vector<LineName> names;
  for (const Series& line : f.chart.lines) {
    if (!line.x.empty())
      names.push_back({f.at(line.x.back(), line.y.back()).y(), line.name, colourOf(line, f.style.look)});
  }
  paintLineNames(f.painter, f.area, std::move(names), f.style.text);
}

/// Title on the left, what is faint on the right, and the x-axis below.
void paintTitles(const QRectF& place, const Frame& f) {
  const double line = kLine * f.style.text;
  const QString note = f.chart.published.empty() ? QString() : QObject::tr("faint: published");
  const double room = f.area.right() - place.left() - 1.1 * figureTextWidth(note, f.style.text) - f.style.text;
  drawFigureText(f.painter, {place.left(), place.top(), note.isEmpty() ? place.width() : room, line},
                 Qt::AlignLeft | Qt::AlignVCenter, f.chart.title, f.style.text, f.style.look.text, QFont::DemiBold);
  drawFigureText(f.painter, {f.area.left(), place.top(), f.area.width(), line}, Qt::AlignRight | Qt::AlignVCenter, note,
                 f.style.text, f.style.look.mutedText);
  drawFigureText(f.painter, {f.area.left(), place.bottom() - line, f.area.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, f.chart.xName, f.style.text, f.style.look.mutedText);
}

}  // namespace

std::pair<double, double> chartRange(const TemperatureChart& chart) {
  if (!chart.xTicks.empty()) return {chart.xTicks.front().first - kSidePlaces, chart.xTicks.back().first + kSidePlaces};
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();
  for (const Series& line : chart.lines) {
    for (const double x : line.x) {
      low = std::min(low, x);
      high = std::max(high, x);
    }
  }
  return low < high ? std::pair(low, high) : std::pair(0.0, 1.0);
}

QRectF chartFrame(const QRectF& place, const TemperatureChart& chart, const PanelStyle& style) {
  const double line = kLine * style.text;
  const double names = chart.namesLines
                           ? std::min(lineNamesWidth(chart.lines, style.text) + style.text, kMostNames * place.width())
                           : 0.0;
  const double above = chart.title.isEmpty() && chart.published.empty() ? 0.6 : 1.3;
  const double below = chart.xName.isEmpty() ? 1.6 : 2.6;
  return place.adjusted(kLeft * style.text, above * line, -names - 0.4 * style.text, -below * line);
}

void paintTemperatureChart(QPainter& painter, const QRectF& place, const TemperatureChart& chart,
                           const PanelStyle& style) {
  const Frame frame{painter, chart, style, chartFrame(place, chart, style), chartRange(chart), yRange(chart)};
  painter.setRenderHint(QPainter::Antialiasing);
  paintAxes(frame);
  for (const Series& line : chart.published) paintLine(frame, line, kPublishedOpacity);
  for (const Series& line : chart.lines) paintBand(frame, line);
  for (auto line = chart.lines.rbegin(); line != chart.lines.rend(); ++line) paintLine(frame, *line, 1.0);
  paintMarker(frame);
  paintNames(frame);
  paintTitles(place, frame);
}

}  // namespace adv
