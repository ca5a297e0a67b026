// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "engine/api/decay.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// The weights of the three classifiers side by side as pictures on one scale, each with its name above and ‖w‖₁ and
/// its error below.
void paintDecayWeights(QPainter& painter, const QRectF& place, const DecayReady& ready, const PanelStyle& style);

}  // namespace adv
