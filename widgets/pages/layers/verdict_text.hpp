// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/layers.hpp"
#include "widgets/controls/verdict_card.hpp"

namespace adv {

/// From what share of the picture to what share of the logits the change grows, and what noise reaches.
Verdict layersVerdict(const NetworkReady& network, const LayerChangesReady& changes);

}  // namespace adv
