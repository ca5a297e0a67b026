// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/filters.hpp"

namespace adv {

/// Each channel by itself. Throws `Failure` where numbers or sizes do not fit.
NumberMap pool(const NumberMap& input, const PoolSpec& spec);

/// The windows over the first channel, row after row.
std::vector<PooledCell> pooledCells(const NumberMap& input, const PoolSpec& spec);

/// Moved one pixel to the right; the left column stays.
NumberMap shiftedRight(const NumberMap& input);
/// ‖other − numbers‖₂ / ‖numbers‖₂; 0 where both are 0.
double relativeChange(const NumberMap& numbers, const NumberMap& other);

}  // namespace adv
