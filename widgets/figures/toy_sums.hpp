// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "engine/api/toy.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// The products before and after the first `shown` nudges, each as a stacked bar around 0: what speaks for class 0 to
/// the left, what speaks for class 1 to the right, and their sum. `names` is the width of the captions.
void paintToySums(QPainter& painter, const QRectF& place, const ToyReady& ready, std::size_t shown, double names,
                  const PanelStyle& style);

}  // namespace adv
