// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <vector>

#include "widgets/plots/series.hpp"

class QPainter;

namespace adv {

/// A plot of shares (0 to 100 %) for a figure: light grid, bands, marks, and the lines' names at their right ends.
struct LineChart {
  std::vector<Series> lines;  ///< the first is drawn on top
  QString xName;
  QString yName;
  double low = 0.0;
  double high = 1.0;
};

/// Sizes in points.
void paintLineChart(QPainter& painter, const QRectF& place, const LineChart& chart, double textSize, double lineWidth,
                    const Theme& look);

}  // namespace adv
