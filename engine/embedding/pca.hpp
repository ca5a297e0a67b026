// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>

namespace adv {

/// The directions of largest variance of a cloud of points.
struct Pca {
  at::Tensor mean;      ///< [D] float32
  at::Tensor axes;      ///< [D, k] float32, orthonormal, by falling variance; each axis' largest entry is positive
  at::Tensor variance;  ///< [k] float64

  /// [N, D] -> [N, k].
  at::Tensor project(const at::Tensor& points) const;
};

/// Finds the first principal axes of points, part by part. The caller owns the loop.
///
/// Exact (eigenvectors of the covariance in double precision) up to 2,048 dimensions, beyond that randomised (Halko,
/// Martinsson, Tropp 2011, algorithm 4.4 with 7 power iterations), where `seed` draws the start.
class PcaFit {
 public:
  /// `points` [N, D] float32 and finite; count ≤ min(N, D).
  PcaFit(at::Tensor points, std::int64_t count, std::uint64_t seed);

  void step();
  bool isDone() const { return m_isDone; }
  double done() const;  ///< in [0, 1]
  Pca take() { return std::move(m_result); }

 private:
  void addToCovariance();
  void solveCovariance();
  void multiply();
  void solveSmall();

  at::Tensor m_points;
  std::int64_t m_count;
  bool m_isExact;
  bool m_isDone = false;
  std::int64_t m_next = 0;  ///< the next row, or power iteration
  at::Tensor m_sum;         ///< [D, D] float64: of the covariance so far
  at::Tensor m_basis;       ///< [D, w] float32: of the space so far
  Pca m_result;
};

/// All steps of a `PcaFit`.
Pca findPrincipalAxes(const at::Tensor& points, std::int64_t count, std::uint64_t seed);

}  // namespace adv
