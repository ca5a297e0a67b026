// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace adv {

/// Both ends in [0, 1].
struct Interval {
  double low = 0.0;
  double high = 1.0;
};

/// The 95 % interval of a share that was counted (Wilson 1927, "Probable inference, the law of succession, and
/// statistical inference"): honest for small counts and near 0 and 1. The whole range where nothing was counted.
inline Interval wilsonInterval(int successes, int count) {
  if (count <= 0) return {};
  constexpr double z = 1.959963984540054;  // the normal distribution's 97.5 % point
  const double n = count;
  const double share = successes / n;
  const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace adv
