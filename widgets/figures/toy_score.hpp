// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "engine/api/toy.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// Three pictures on one axis, the score: the sigmoid with the clean and the adversarial point; the walks there, nudge
/// by nudge, with the chosen signs and with random ones; where very many random walks end. Only the first `shown`
/// nudges are drawn.
void paintToyScore(QPainter& painter, const QRectF& place, const ToyReady& ready, std::size_t shown,
                   const PanelStyle& style);

}  // namespace adv
