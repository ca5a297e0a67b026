// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace adv {

/// The innermost loops of the embedding, in a source of their own that is compiled for several widths of vector
/// registers. Their sums are associated in an order of the compiler's, the same in every call.

/// Values that are looked at together by `keysBelow`.
inline constexpr std::int64_t kKeyBlock = 64;
/// keys = halfSquares − products for one block; true where any is below `limit`.
bool keysBelow(const float* products, const float* halfSquares, float limit, float* keys);

/// |a − b|², by differences: exactly 0 for equal points.
float squaredDistance(const float* a, const float* b, std::int64_t dimensions);

struct RepulsionSums {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
};
/// Of one place against all points; a point at the place itself adds no force, and 1 to z.
void sumRepulsion(const double* x, const double* y, std::int64_t count, double ownX, double ownY,
                  RepulsionSums* result);
void sumRepulsion(const float* x, const float* y, std::int64_t count, float ownX, float ownY, RepulsionSums* result);

/// One row of affinities, and the place of its point.
template <class Number>
struct AffinityRow {
  const int* column;
  const float* affinity;
  std::int64_t count;
  Number ownX;
  Number ownY;
};
/// Σ p (own − other) / (1 + d²), both coordinates.
void sumAttraction(const AffinityRow<float>& row, const float* x, const float* y, float* result);
void sumAttraction(const AffinityRow<double>& row, const double* x, const double* y, double* result);

}  // namespace adv
