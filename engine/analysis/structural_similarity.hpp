// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.hpp"

namespace adv {

/// Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004, equation 13) of two pictures of one size, in [-1, 1]:
/// Gaussian window of standard deviation 1.5 (11×11), K1 = 0.01, K2 = 0.03, averaged over pixels and channels.
double structuralSimilarity(const Image& a, const Image& b);

}  // namespace adv
