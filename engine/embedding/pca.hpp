// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace adv {

/// The directions of largest variance of a cloud of points.
struct Pca {
  at::Tensor mean;      ///< [D] float32
  at::Tensor axes;      ///< [D, k] float32, orthonormal, by falling variance; each axis' largest entry is positive
  at::Tensor variance;  ///< [k] float64

  /// [N, D] -> [N, k].
  at::Tensor project(const at::Tensor& points) const;
};

/// The first `count` principal axes of `points`, [N, D] float32 and finite; count ≤ min(N, D). Exact (eigenvectors of
/// the covariance in double precision) up to 2,048 dimensions, beyond that randomised (Halko, Martinsson, Tropp 2011,
/// algorithm 4.4 with 7 power iterations), where `seed` draws the start.
Pca findPrincipalAxes(const at::Tensor& points, std::int64_t count, std::uint64_t seed);

}  // namespace adv
