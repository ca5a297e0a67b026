// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/filters.hpp"

namespace adv {

/// The filters of a layer: each has a slice for every channel of its input.
struct FilterBank {
  int filters = 0;
  int channels = 0;
  int rows = 0;
  int columns = 0;
  std::vector<double> weights;  ///< filter after filter, channel after channel, row after row
};

/// out(f, y, x) = Σ_c Σ_ij w(f, c, i, j) · in(c, s y + d i − p, s x + d j − p). What networks call convolution: no
/// filter is flipped. Sums are taken in the order of the formula, in double precision. Throws `Failure` where numbers,
/// channels or sizes do not fit.
NumberMap crossCorrelate(const NumberMap& input, const FilterBank& bank, const Stepping& stepping);

/// One kernel with its common factor, over each channel by itself.
NumberMap crossCorrelate(const NumberMap& input, const Kernel& kernel, const Stepping& stepping);

/// Throws `Failure` where its numbers do not make a kernel.
void checkKernel(const Kernel& kernel);

/// What adds up to the pixel (x, y) of the output, which lies inside of it.
WindowReady windowAt(const NumberMap& input, const Kernel& kernel, const Stepping& stepping, int y, int x);

}  // namespace adv
