// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <vector>

#include "widgets/figures/panel_style.hpp"

namespace adv {

/// A class with a number of its own.
struct ClassBar {
  QString name;
  double value = 0.0;
  QString text;  ///< the value in words
  QColor colour;
};

/// Where bars begin and how far they reach: from `low` to `high`, from 0 to both sides.
struct BarReach {
  double low = 0.0;
  double high = 1.0;
};

/// Height of a row that type of this size needs.
double classBarHeight(double text);

/// One row a class: name, bar, value. The rows share the height, up to a little more than they need.
void paintClassBars(QPainter& painter, const QRectF& place, const std::vector<ClassBar>& bars, BarReach reach,
                    const PanelStyle& style);

}  // namespace adv
