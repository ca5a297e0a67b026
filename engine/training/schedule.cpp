// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace adv {

LearningRate cosineFrom(double highest) {
  constexpr double kWarmUp = 0.02;  // of all updates
  return [highest](double epochsDone, int epochs) {
    const double done = epochsDone / epochs;
    return highest * std::min(1.0, done / kWarmUp) * 0.5 * (1.0 + std::cos(std::numbers::pi * std::min(done, 1.0)));
  };
}

LearningRate decayingFrom(double first, double factor, int epochs) {
  return [=](double epochsDone, int) { return first * std::pow(factor, std::floor(epochsDone / epochs)); };
}

}  // namespace adv
