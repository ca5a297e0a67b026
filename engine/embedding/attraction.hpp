// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/embedding/affinities.hpp"
#include "engine/embedding/points.hpp"

namespace adv {

/// Σ_j p_ij (y_i − y_j) / (1 + |y_i − y_j|²) over the affinities, in short steps, with the same bits for any number of
/// threads.
class Attraction {
 public:
  /// Large maps are summed in single precision.
  explicit Attraction(const Affinities& affinities);

  /// Begins with these points. With `alsoCost`, Σ p_ij ln(1 + |y_i − y_j|²) is worked out too.
  void start(const Points& points, bool alsoCost);
  /// Some rows more; false where everything is known.
  bool step();

  const Points& force() const { return m_force; }
  double cost() const { return m_cost; }

 private:
  template <class Number>
  void takeRows(const std::vector<Number>& x, const std::vector<Number>& y, std::int64_t begin, std::int64_t end);

  const Affinities& m_affinities;
  bool m_isSingle;
  bool m_alsoCost = false;
  Points m_points;
  std::vector<float> m_x;
  std::vector<float> m_y;
  Points m_force;
  std::vector<double> m_rowCost;
  double m_cost = 0.0;
  std::int64_t m_next = 0;
};

}  // namespace adv
