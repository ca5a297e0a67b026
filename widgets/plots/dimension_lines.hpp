// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/api/dimensions.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Needed ε in levels of 255 against d: the sign step and random noise, theory as lines and what was measured as
/// points, and trained classifiers as points of their own.
std::vector<Series> dimensionLines(const std::optional<DimensionsMeasured>& measured,
                                   const std::optional<DimensionsTrained>& trained);

}  // namespace adv
