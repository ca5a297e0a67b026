// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/embedding/affinities.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/points.hpp"

namespace adv {

/// KL(P‖Q) of a map with nothing approximated: Z over every pair, in double precision. Of the order of n² (a minute for
/// 70,000 points).
double exactDivergence(const Affinities& affinities, const Points& points);
/// The same, where Z is known.
double divergenceOf(const Affinities& affinities, const Points& points, double normaliser);

/// Share of the `each` nearest neighbours in the features that are among the `each` nearest in the map, in [0, 1]. Both
/// hold at least `each`.
double neighbourRecall(const Neighbours& inFeatures, const Neighbours& inMap, std::int64_t each);

/// Share of the points whose class is that of most of their `each` nearest neighbours in the map; of equally frequent
/// classes that of the nearer neighbour counts. In [0, 1].
double neighbourAccuracy(const Neighbours& inMap, const std::vector<int>& classes, std::int64_t each);

/// What neighbours in a map that are none in the features cost by their rank there, in short steps. Of the order of
/// n² (D + k). The caller owns the loop.
class RankCost {
 public:
  /// `features` [n, D], compared by Euclidean distance; a few neighbours of each point, fewer than n / 2.
  RankCost(const at::Tensor& features, Neighbours inMap);

  /// Some rows more; false where everything is known.
  bool step();
  /// 1 minus the cost, scaled so that the worst map has 0 (Venna, Kaski 2001); in [0, 1].
  double trustworthiness() const;

 private:
  std::int64_t costOf(std::int64_t row, const double* keys) const;

  at::Tensor m_points;      ///< [n, D] float64, centred
  at::Tensor m_transposed;  ///< [D, n]
  at::Tensor m_squares;     ///< [n]
  Neighbours m_inMap;
  std::vector<std::int64_t> m_rowCost;
  std::int64_t m_next = 0;
};

/// All steps of a `RankCost`.
double trustworthiness(const at::Tensor& features, const Neighbours& inMap);

/// The map's points as [N, 2] float32.
at::Tensor asTensor(const Points& points);

}  // namespace adv
