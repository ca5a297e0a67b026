// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/vector_loops.hpp"

// Compiled once for each width of vector registers; the widest that the processor has is taken when the program starts.
// Sanitizers cannot follow that, and other processors than x86 need it less.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ADV_VECTOR_WIDTHS __attribute__((target_clones("arch=skylake-avx512", "arch=haswell", "default")))
#else
#define ADV_VECTOR_WIDTHS
#endif

namespace adv {
namespace {

template <class Number>
[[gnu::always_inline]] inline void sumRow(const AffinityRow<Number>& row, const Number* x, const Number* y,
                                          Number* result) {
  Number sumX = 0;
  Number sumY = 0;
#pragma omp simd reduction(+ : sumX, sumY)
  for (std::int64_t k = 0; k < row.count; ++k) {
    const int j = row.column[k];
    const Number dx = row.ownX - x[j];
    const Number dy = row.ownY - y[j];
    const Number pull = static_cast<Number>(row.affinity[k]) / (1 + dx * dx + dy * dy);
    sumX += pull * dx;
    sumY += pull * dy;
  }
  result[0] = sumX;
  result[1] = sumY;
}

template <class Number>
[[gnu::always_inline]] inline void sumPairs(const Number* x, const Number* y, std::int64_t count, Number ownX,
                                            Number ownY, RepulsionSums* result) {
  Number sumX = 0;
  Number sumY = 0;
  Number sumZ = 0;
#pragma omp simd reduction(+ : sumX, sumY, sumZ)
  for (std::int64_t j = 0; j < count; ++j) {
    const Number dx = ownX - x[j];
    const Number dy = ownY - y[j];
    const Number q = 1 / (1 + dx * dx + dy * dy);
    sumZ += q;
    sumX += q * q * dx;
    sumY += q * q * dy;
  }
  *result = {sumX, sumY, sumZ};
}

}  // namespace

ADV_VECTOR_WIDTHS bool keysBelow(const float* products, const float* halfSquares, float limit, float* keys) {
  int below = 0;
#pragma omp simd reduction(| : below)
  for (std::int64_t j = 0; j < kKeyBlock; ++j) {
    keys[j] = halfSquares[j] - products[j];
    below |= keys[j] < limit ? 1 : 0;
  }
  return below != 0;
}

ADV_VECTOR_WIDTHS float squaredDistance(const float* a, const float* b, std::int64_t dimensions) {
  float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t d = 0; d < dimensions; ++d) sum += (a[d] - b[d]) * (a[d] - b[d]);
  return sum;
}

ADV_VECTOR_WIDTHS void sumRepulsion(const double* x, const double* y, std::int64_t count, double ownX, double ownY,
                                    RepulsionSums* result) {
  sumPairs(x, y, count, ownX, ownY, result);
}

ADV_VECTOR_WIDTHS void sumRepulsion(const float* x, const float* y, std::int64_t count, float ownX, float ownY,
                                    RepulsionSums* result) {
  sumPairs(x, y, count, ownX, ownY, result);
}

ADV_VECTOR_WIDTHS void sumAttraction(const AffinityRow<float>& row, const float* x, const float* y, float* result) {
  sumRow(row, x, y, result);
}

ADV_VECTOR_WIDTHS void sumAttraction(const AffinityRow<double>& row, const double* x, const double* y, double* result) {
  sumRow(row, x, y, result);
}

}  // namespace adv
