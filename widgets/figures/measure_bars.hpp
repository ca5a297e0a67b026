// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <vector>

#include "widgets/figures/panel_style.hpp"

namespace adv {

struct MeasureBar {
  QString name;
  double value = 0.0;  ///< 0 or more
  QColor colour;
  bool isSpread = false;  ///< a standard deviation: written with ±
};

/// Bars of one scale, with their names at the left and their numbers at their ends.
void paintMeasureBars(QPainter& painter, const QRectF& place, const std::vector<MeasureBar>& bars,
                      const PanelStyle& style);

}  // namespace adv
