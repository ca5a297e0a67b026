// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/api/engine.hpp"

namespace adv {

/// A run in words and small tables, for people.
std::string attackReport(const AttackFinished& finished, const std::vector<FramePtr>& frames, const AttackInfo& attack,
                         const DeviceReport& device);

}  // namespace adv
