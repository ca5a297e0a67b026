// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/toy.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// P(class 1) against δ for page and figure: the step, and the middle 90 % of random signs.
std::vector<Series> toyLines(const ToyReady& ready);

}  // namespace adv
