// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <optional>
#include <vector>

#include "widgets/figures/figure.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// A plot of shares (0 to 100 %) against ε in levels.
struct SharePlot {
  QString title;
  QString xName;
  double reach = 1.0;  ///< the x-axis goes from 0 to here, in levels
  std::optional<double> marker;
  std::vector<Series> lines;
};

/// Paints the plot with its axes and, under it, the names of its lines. In points.
void paintSharePlot(QPainter& painter, const FigureStyle& style, const QRectF& place, const SharePlot& plot);

/// A share from blue-grey (0) to vermilion (1), and an ink that can be read on it.
QColor heatColour(double share);
QColor inkOn(const QColor& background);

}  // namespace adv
