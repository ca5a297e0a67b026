// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/embedding/grid_field.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/points.hpp"

namespace adv {

/// Places new points in a map that stays as it is (Poličar, Stražar, Zupan 2021, section 2.3): each is drawn to its
/// neighbours among the map's points and pushed off by all of them, and new points do not see one another. So a point
/// is placed alike whatever else is placed with it.
class Placement {
 public:
  /// The map's field is worked out once. At least 4 points.
  explicit Placement(const Points& map);

  /// `neighbours` of the new points among the map's, by whom each is drawn with Gaussian weights of this perplexity.
  /// Starts at the weighted middle of the neighbours and goes down the gradient for `iterations`.
  Points place(const Neighbours& neighbours, double perplexity, int iterations = 60) const;

 private:
  Points m_map;
  GridField m_field;
};

}  // namespace adv
