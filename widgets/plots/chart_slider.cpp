// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/chart_slider.hpp"

#include <QPainter>
#include <numeric>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kText = 13.0;

PanelStyle screenStyle() { return {kText * typeScale(), typeScale(), theme()}; }

}  // namespace

ChartSlider::ChartSlider(QWidget* parent) : StopSlider(parent) {}

void ChartSlider::setChart(TemperatureChart chart, std::vector<double> stops) {
  m_chart = std::move(chart);
  m_stops = std::move(stops);
  setCursor(m_stops.empty() ? Qt::ArrowCursor : Qt::SizeHorCursor);
  setFocusPolicy(m_stops.empty() ? Qt::NoFocus : Qt::StrongFocus);
  setStop(stop());
}

void ChartSlider::setTemperatures(TemperatureChart chart, const TemperatureAxis& axis,
                                  std::optional<double> temperature) {
  std::vector<double> stops(static_cast<std::size_t>(axis.size()));
  std::iota(stops.begin(), stops.end(), 0.0);
  setChart(std::move(chart), std::move(stops));
  setStop(axis.nearest(axis.at(temperature)));
}

QRectF ChartSlider::area() const { return chartFrame(rect(), m_chart, screenStyle()); }

double ChartSlider::pixelOf(int stop) const {
  const auto [first, last] = chartRange(m_chart);
  const QRectF frame = area();
  return frame.left() + frame.width() * (m_stops[static_cast<std::size_t>(stop)] - first) / (last - first);
}

void ChartSlider::paintFigure(QPainter& painter) { paintTemperatureChart(painter, rect(), m_chart, screenStyle()); }

}  // namespace adv
