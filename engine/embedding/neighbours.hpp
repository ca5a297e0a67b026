// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace adv {

enum class Metric {
  Euclidean,
  Cosine,  ///< 1 − cos; a point that is zero in all features is at distance 1 from every other
};

/// The nearest neighbours of each point, nearest first; equally far ones by their number.
struct Neighbours {
  std::int64_t count = 0;       ///< points
  std::int64_t each = 0;        ///< neighbours of each
  std::vector<int> index;       ///< [count × each]
  std::vector<float> distance;  ///< [count × each], of the metric, not squared
};

/// Points among which neighbours are looked for, prepared once for many searches.
struct SearchedPoints {
  Metric metric = Metric::Euclidean;
  at::Tensor points;       ///< [N, D] float32; of unit length where the metric is cosine
  at::Tensor transposed;   ///< [D, N]
  at::Tensor halfSquares;  ///< [N], |b|² / 2

  SearchedPoints(const at::Tensor& given, Metric metric);
};
using SearchedPointsPtr = std::shared_ptr<const SearchedPoints>;

/// The exact nearest neighbours, by comparing every pair: matrix products do it faster than a search tree does in 50
/// dimensions, and nothing is missed (recall 1, up to ties within float32). The caller owns the loop.
class NeighbourSearch {
 public:
  /// `queries` [M, D] among `points` [N, D], float32 and finite. Where both are the same tensor a point is no neighbour
  /// of itself. `each` is at least 1 and at most N (N − 1 where they are the same).
  NeighbourSearch(const at::Tensor& queries, const at::Tensor& points, std::int64_t each, Metric metric);
  /// The same among points that are no queries.
  NeighbourSearch(const at::Tensor& queries, SearchedPointsPtr points, std::int64_t each);

  /// Some rows more: about five million pairs of 50 dimensions.
  void step();
  bool isDone() const { return m_next == m_queries.size(0); }
  double done() const;  ///< in [0, 1]
  Neighbours take() { return std::move(m_found); }

 private:
  void selectRow(std::int64_t row, const float* products);

  NeighbourSearch(bool isSame, const at::Tensor& queries, SearchedPointsPtr points, std::int64_t each);

  bool m_isSame;
  SearchedPointsPtr m_points;
  at::Tensor m_queries;  ///< [M, D]; of unit length where the metric is cosine
  std::int64_t m_next = 0;
  Neighbours m_found;
};

}  // namespace adv
