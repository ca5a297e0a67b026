// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace adv {

/// Where a value lies between the ends of an axis, evenly or by its logarithm.
struct AxisScale {
  double low = 0.0;
  double high = 1.0;
  bool isLogarithmic = false;  ///< both ends are above 0

  /// 0 at the low end, 1 at the high one.
  double shareOf(double value) const {
    if (!isLogarithmic) return (value - low) / (high - low);
    return std::log(std::max(value, 1e-300) / low) / std::log(high / low);
  }
  double valueAt(double share) const {
    return isLogarithmic ? low * std::pow(high / low, share) : low + (high - low) * share;
  }
};

}  // namespace adv
