// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/exact_tests.hpp"

#include <algorithm>
#include <cmath>

namespace adv {

double binomialTail(int successes, int count, double p) {
  if (successes <= 0) return 1.0;
  if (p <= 0.0 || successes > count) return 0.0;
  if (p >= 1.0) return 1.0;
  double sum = 0.0;
  for (int k = successes; k <= count; ++k) {
    sum += std::exp(std::lgamma(count + 1.0) - std::lgamma(k + 1.0) - std::lgamma(count - k + 1.0) + k * std::log(p) +
                    (count - k) * std::log1p(-p));
  }
  return std::min(1.0, sum);
}

double signTest(int wins, int losses) { return binomialTail(wins, wins + losses, 0.5); }

double lowerBound(int successes, int count, double alpha) {
  if (successes <= 0 || count <= 0) return 0.0;
  constexpr int kHalvings = 50;
  double low = 0.0;
  double high = static_cast<double>(successes) / count;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (binomialTail(successes, count, middle) < alpha ? low : high) = middle;
  }
  return low;
}

}  // namespace adv
