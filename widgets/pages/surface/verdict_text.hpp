// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/results.hpp"
#include "engine/api/surface.hpp"
#include "widgets/controls/verdict_card.hpp"

namespace adv {

/// What the network says at the point, and how straight the label's logit runs towards the attack.
Verdict surfaceVerdict(const SurfaceReady& surface, const Predicted& point);

}  // namespace adv
