// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/random_models.hpp"

#include <cmath>
#include <numbers>

#include "engine/data/draws.hpp"
#include "engine/linear/closed_forms.hpp"

namespace adv::linear {
namespace {

constexpr double kPrecision = 1e-9;

/// The score of x + shift · sign(w).
double scoreAt(std::span<const double> w, std::span<const double> x, double b, double shift) {
  double sum = b;
  for (std::size_t i = 0; i < w.size(); ++i) sum += w[i] * (x[i] + (w[i] >= 0.0 ? shift : -shift));
  return sum;
}

}  // namespace

std::vector<double> normalWeights(int count, double sigma, std::uint64_t seed, std::uint64_t index) {
  Draws draws(seed, index);
  std::vector<double> weights(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < weights.size(); i += 2) {
    const double radius = sigma * std::sqrt(-2.0 * std::log(1.0 - draws.unit()));
    const double angle = 2.0 * std::numbers::pi * draws.unit();
    weights[i] = radius * std::cos(angle);
    if (i + 1 < weights.size()) weights[i + 1] = radius * std::sin(angle);
  }
  return weights;
}

std::vector<double> uniformNumbers(int count, std::uint64_t seed, std::uint64_t index) {
  Draws draws(seed, index);
  std::vector<double> numbers(static_cast<std::size_t>(count));
  for (double& number : numbers) number = draws.unit();
  return numbers;
}

double measuredFlip(std::span<const double> w, std::span<const double> x, double b) {
  const bool isClass1 = score(w, x, b) > 0.0;
  const auto flips = [&](double epsilon) {
    return (scoreAt(w, x, b, isClass1 ? -epsilon : epsilon) > 0.0) != isClass1;
  };
  double high = 1e-6;
  while (!flips(high)) high *= 2.0;
  double low = high / 2.0;
  while (high - low > kPrecision * high) {
    const double middle = (low + high) / 2.0;
    (flips(middle) ? high : low) = middle;
  }
  return high;
}

double expectedNormL1(int d, double sigma) { return d * sigma * std::sqrt(2.0 / std::numbers::pi); }

}  // namespace adv::linear
