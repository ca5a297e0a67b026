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
/// Exact up to 2,048 dimensions: eigenvectors of the covariance in double precision, of few dimensions all at once, of
/// more by subspace iteration (Golub, Van Loan 2013, section 8.2.4) until their residuals are below 1e-8 of the largest
/// eigenvalue; where neighbouring eigenvalues are too close for that, all at once again. Beyond 2,048 dimensions
/// randomised (Halko, Martinsson, Tropp 2011, algorithm 4.4 with 7 power iterations). `seed` draws the start.
class PcaFit {
 public:
  /// `points` [N, D] float32 and finite; count ≤ min(N, D).
  PcaFit(at::Tensor points, std::int64_t count, std::uint64_t seed);

  void step();
  bool isDone() const { return m_phase == Phase::Done; }
  double done() const;  ///< in [0, 1]
  Pca take() { return std::move(m_result); }

 private:
  enum class Phase { Mean, Covariance, Iterate, Done };

  /// Eigenvalues and eigenvectors of the covariance inside the basis, the first `count`.
  struct Ritz {
    at::Tensor values;
    at::Tensor vectors;
  };

  at::Tensor nextRows(double workOfRow);
  void addToMean();
  void addToCovariance();
  void multiplySome();
  void endRound(const at::Tensor& product);
  Ritz ritzPairs(const at::Tensor& product) const;
  double largestResidual(const at::Tensor& product) const;
  void solveInside(const at::Tensor& product);
  void solveWhole();
  void finish(const at::Tensor& squares, const at::Tensor& axes);

  at::Tensor m_points;
  std::int64_t m_count;
  std::uint64_t m_seed;
  bool m_isExact;
  Phase m_phase = Phase::Mean;
  std::int64_t m_next = 0;  ///< row
  int m_rounds = 0;
  at::Tensor m_sum;      ///< [D] float64: of the points so far
  at::Tensor m_squares;  ///< [D, D] float64: of the covariance so far; undefined where randomised
  at::Tensor m_basis;    ///< [D, w]: of the space so far
  at::Tensor m_product;  ///< [D, w]: covariance times basis, so far
  Pca m_result;
};

/// All steps of a `PcaFit`.
Pca findPrincipalAxes(const at::Tensor& points, std::int64_t count, std::uint64_t seed);

}  // namespace adv
