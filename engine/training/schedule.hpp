// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace adv {

/// The learning rate after `epochsDone` of `epochs`, in parts of an epoch too.
using LearningRate = std::function<double(double epochsDone, int epochs)>;

/// Rises from zero over the first 2 %, then falls to zero along a cosine (Loshchilov and Hutter, ICLR 2017, eq. 5).
LearningRate cosineFrom(double highest);

/// Starts at `first` and is multiplied by `factor` after every `epochs` epochs.
LearningRate decayingFrom(double first, double factor, int epochs);

}  // namespace adv
