// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/filters.hpp"

namespace adv {

/// Throws `Failure` where a number is not finite or larger than 10⁹, so that sums of products stay exact for whole
/// numbers, or where there are more than 50 million. `what` names them: "The kernel".
void checkNumbers(const std::vector<double>& values, int columns, const std::string& what);

/// The levels of a picture. A grey one has one channel, whatever is chosen.
NumberMap numbersOf(const Image& image, ChannelChoice choice);
/// Throws `Failure` where the sizes differ.
NumberMap difference(const NumberMap& numbers, const NumberMap& minus);

/// `asSigned`: 128 + 127 v / reach, where reach is the largest size; otherwise the nearest level of 0 … 255. A map of
/// other than three channels is shown by its first.
ShownMap shown(NumberMap numbers, bool asSigned);
bool hasNegatives(const NumberMap& numbers);

}  // namespace adv
