// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/line_panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;
constexpr int kTicks = 5;
constexpr double kHeadroom = 0.04;

}  // namespace

std::vector<double> roundTicks(double low, double high, int count) {
  const double wanted = std::max((high - low) / count, 1e-300);
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  double step = 10.0 * power;
  for (const double factor : {5.0, 2.0, 1.0})
    if (factor * power >= wanted) step = factor * power;
  std::vector<double> ticks;
  for (double index = std::ceil(low / step - 1e-9); index * step <= high + 1e-9 * step; ++index)
    ticks.push_back(index * step);
  return ticks;
}

LinePanel::LinePanel(std::vector<Series> lines, QString xName, QString yName)
    : m_lines(std::move(lines)), m_xName(std::move(xName)), m_yName(std::move(yName)) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  m_xLow = m_yLow = kNone;
  m_xHigh = m_yHigh = -kNone;
  for (const Series& line : m_lines) {
    for (const double x : line.x) m_xLow = std::min(m_xLow, x), m_xHigh = std::max(m_xHigh, x);
    for (const double y : line.y) m_yLow = std::min(m_yLow, y), m_yHigh = std::max(m_yHigh, y);
  }
  if (!(m_xHigh > m_xLow)) m_xLow = 0.0, m_xHigh = 1.0;
  if (!(m_yHigh > m_yLow)) m_yLow -= 0.5, m_yHigh = m_yLow + 1.0;
  if (!std::isfinite(m_yLow)) m_yLow = 0.0, m_yHigh = 1.0;
  const double room = kHeadroom * (m_yHigh - m_yLow);
  m_yLow -= room;
  m_yHigh += room;
}

double LinePanel::below(double text) { return text * (2 * kLine + 0.5); }

QPointF LinePanel::toFrame(double x, double y, const QRectF& frame) const {
  return {frame.left() + frame.width() * (x - m_xLow) / (m_xHigh - m_xLow),
          frame.bottom() - frame.height() * (y - m_yLow) / (m_yHigh - m_yLow)};
}

void LinePanel::paint(QPainter& painter, const QRectF& place, double text, double lineWidth) const {
  const QRectF frame =
      place.adjusted(text * (kLine + 3.0), text * 0.5, -text * (m_tickNames.empty() ? 0.8 : 2.4), -below(text));
  painter.save();
  painter.fillRect(frame, figureInk().plotBackground);
  paintAxes(painter, frame, text);
  const double room = 2 * lineWidth;
  painter.setClipRect(frame.adjusted(-room, -room, room, room));
  for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) paintLine(painter, frame, *line, lineWidth);
  painter.restore();
}

std::vector<std::pair<double, QString>> LinePanel::tickNames() const {
  if (!m_tickNames.empty()) return m_tickNames;
  std::vector<std::pair<double, QString>> numbers;
  for (const double x : roundTicks(m_xLow, m_xHigh, kTicks)) numbers.emplace_back(x, significant(x));
  return numbers;
}

void LinePanel::paintAxes(QPainter& painter, const QRectF& frame, double text) const {
  const double line = text * kLine;
  const QColor ink = figureInk().mutedText;
  for (const auto& [x, name] : tickNames()) {
    const double at = toFrame(x, m_yLow, frame).x();
    painter.setPen(QPen(figureInk().grid, text / 16));
    painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()));
    drawFigureText(painter, {at - 5 * text, frame.bottom() + text * 0.2, 10 * text, line},
                   Qt::AlignHCenter | Qt::AlignVCenter, name, text, ink);
  }
  for (const double y : roundTicks(m_yLow, m_yHigh, kTicks)) {
    const double at = toFrame(m_xLow, y, frame).y();
    painter.setPen(QPen(figureInk().grid, text / 16));
    painter.drawLine(QPointF(frame.left(), at), QPointF(frame.right(), at));
    drawFigureText(painter, {frame.left() - 3.3 * text, at - line / 2, 3.0 * text, line},
                   Qt::AlignRight | Qt::AlignVCenter, significant(y), text, ink);
  }
  drawFigureText(painter, {frame.left(), frame.bottom() + text * 0.3 + line, frame.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, m_xName, text, ink);
  painter.save();
  painter.translate(frame.left() - 3.2 * text - line, frame.bottom());
  painter.rotate(-90);
  drawFigureText(painter, {0, 0, frame.height(), line}, Qt::AlignHCenter | Qt::AlignVCenter, m_yName, text, ink);
  painter.restore();
}

void LinePanel::paintLine(QPainter& painter, const QRectF& frame, const Series& line, double lineWidth) const {
  QPolygonF points;
  for (std::size_t i = 0; i < line.x.size(); ++i) points << toFrame(line.x[i], line.y[i], frame);
  QPen pen(colourOf(line), isDashed(line) ? lineWidth : 1.6 * lineWidth);
  if (isDashed(line)) pen.setDashPattern({4, 3});
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(points);
  if (line.mark == PointMark::None) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(colourOf(line));
  for (const QPointF& point : points) painter.drawEllipse(point, 1.8 * lineWidth, 1.8 * lineWidth);
}

}  // namespace adv
