// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "engine/api/dimensions.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// Four pictures side by side: clean, what is added, adversarial, and random noise of the same ε, each with its score.
void paintDimensionPictures(QPainter& painter, const QRectF& place, const DimensionPicture& picture,
                            const PanelStyle& style);

}  // namespace adv
