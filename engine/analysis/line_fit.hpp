// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/surface.hpp"

namespace adv {

/// The least-squares line through (x[i], y[i]).
LineFit fitLine(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace adv
