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
  Placement() = default;
  /// All of `start` and `prepareNext`.
  explicit Placement(const Points& map);

  /// Takes another map, of at least 4 points.
  void start(const Points& map);
  /// A part of its field; false where it is ready.
  bool prepareNext();
  const Points& map() const { return m_map; }

  /// `neighbours` of the new points among the map's, by whom each is drawn with Gaussian weights of this perplexity.
  /// Starts at the weighted middle of the neighbours and goes down the gradient for `iterations`.
  Points place(const Neighbours& neighbours, double perplexity, int iterations = 60) const;
  /// The same for the rows `begin` to `end`, where the weights are known: those of `conditionalProbabilities`.
  Points place(const Neighbours& neighbours, const std::vector<float>& weights, std::int64_t begin, std::int64_t end,
               int iterations = 60) const;

 private:
  Points m_map;
  GridField m_field;
};

}  // namespace adv
