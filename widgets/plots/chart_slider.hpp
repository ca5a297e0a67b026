// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/figures/temperature_chart.hpp"
#include "widgets/plots/stop_slider.hpp"
#include "widgets/plots/temperature_axis.hpp"

namespace adv {

/// A chart, the same as in the exported figure, whose x-axis is the slider. Its stops are values of the x-axis.
class ChartSlider : public StopSlider {
  Q_OBJECT
 public:
  explicit ChartSlider(QWidget* parent = nullptr);
  /// `stops` are places on the x-axis, rising; none: the chart is only looked at.
  void setChart(TemperatureChart chart, std::vector<double> stops);
  /// The same of a chart over temperatures, with the slider at one of them.
  void setTemperatures(TemperatureChart chart, const TemperatureAxis& axis, std::optional<double> temperature);
  const TemperatureChart& chart() const { return m_chart; }
  const std::vector<double>& stops() const { return m_stops; }

 protected:
  int stopCount() const override { return static_cast<int>(m_stops.size()); }
  QRectF area() const override;
  double pixelOf(int stop) const override;
  void paintFigure(QPainter& painter) override;

 private:
  TemperatureChart m_chart;
  std::vector<double> m_stops;
};

}  // namespace adv
