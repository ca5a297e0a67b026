// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/figures/panel_style.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// How the values of a chart are written and spaced.
enum class ChartScale {
  Share,   ///< in [0, 1], written as 0 to 100 %
  Linear,  ///< plain numbers
  Log      ///< above 0, a tick for each decade
};

/// Lines over a common x-axis with bands, marks and the lines' names at their right ends, for the screen (in pixels)
/// and for figures (in points).
struct TemperatureChart {
  QString title;
  QString xName;
  ChartScale scale = ChartScale::Share;
  std::vector<Series> lines;                       ///< the first is drawn on top
  std::vector<Series> published;                   ///< faint, below the others, without names
  std::vector<std::pair<double, QString>> xTicks;  ///< empty: round numbers
  std::optional<double> marker;                    ///< a line across, at this x
  bool namesLines = true;
};

void paintTemperatureChart(QPainter& painter, const QRectF& place, const TemperatureChart& chart,
                           const PanelStyle& style);
/// The frame inside `place` that x and y are drawn in.
QRectF chartFrame(const QRectF& place, const TemperatureChart& chart, const PanelStyle& style);
/// The first and the last x of the frame.
std::pair<double, double> chartRange(const TemperatureChart& chart);

}  // namespace adv
