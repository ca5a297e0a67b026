// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <optional>
#include <vector>

#include "widgets/figures/panel_style.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Lines on two logarithmic axes with a tick for each decade, for a figure. All values are above 0.
struct LogChart {
  std::vector<Series> lines;  ///< the first is drawn on top
  QString xName;
  QString yName;
  std::optional<double> marker;  ///< a dotted line across
};

void paintLogChart(QPainter& painter, const QRectF& place, const LogChart& chart, const PanelStyle& style);

}  // namespace adv
