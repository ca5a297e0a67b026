// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/data/draws.hpp"

namespace adv {

/// Smooth noise in [0, 1]: a lattice of random values, each octave twice as fine and half as strong.
/// `cells` lattice cells lie along each side at the first octave.
std::vector<double> smoothNoise(Draws& draws, int size, int cells, int octaves);

/// What stands behind a sign: sky, foliage, a brick wall, a landscape, asphalt or lights out of focus. RGB, 8 bits.
/// `pleasant` leaves the plain and the dark ones out.
cv::Mat drawBackground(Draws& draws, int size, bool pleasant);

}  // namespace adv
