// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/playground.hpp"

namespace adv {

/// The attack from one place, and noise of the same length beside it. Throws `Failure` where something is out of range.
PlaneProbed probePlane(const PlaneProbeRequest& request);

}  // namespace adv
