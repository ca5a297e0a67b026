// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace adv {

/// Points of the plane, coordinate by coordinate.
struct Points {
  std::vector<double> x;
  std::vector<double> y;

  Points() = default;
  explicit Points(std::size_t count) : x(count), y(count) {}
  std::size_t size() const { return x.size(); }
};

}  // namespace adv
