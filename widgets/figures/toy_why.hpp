// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "engine/api/toy.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// Three bars of one scale: the margin |s|, what the nudges add up to, what random signs do (one standard deviation).
void paintToyWhy(QPainter& painter, const QRectF& place, const ToyReady& ready, const PanelStyle& style);

}  // namespace adv
