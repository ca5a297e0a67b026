// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/playground.hpp"

namespace adv {

/// Points to begin with, the same for a seed. Throws `Failure` listing the presets.
PlanePoints presetPoints(const PlanePointsRequest& request);

}  // namespace adv
