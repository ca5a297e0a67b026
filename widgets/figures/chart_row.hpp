// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "widgets/figures/figure.hpp"
#include "widgets/figures/temperature_chart.hpp"

namespace adv {

/// Charts side by side with a caption below, as a figure.
double chartRowHeight(const FigureStyle& style, std::size_t charts, const QString& caption);
void paintChartRow(QPainter& painter, const FigureStyle& style, const std::vector<TemperatureChart>& charts,
                   const QString& caption);
/// A caption in small type, in as many lines as it needs.
double captionHeight(const FigureStyle& style, const QString& caption);
void paintCaption(QPainter& painter, const FigureStyle& style, double top, const QString& caption);
/// "chart,line,T,value,low,high": every point of every line; the place where T has no name.
std::string chartRowCsv(const std::vector<TemperatureChart>& charts);

/// What repeats a measurement of several networks.
std::string repeatMeasurement(const std::vector<std::string>& models, const std::string& data, int count,
                              const QString& caption);

}  // namespace adv
