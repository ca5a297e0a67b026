// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// The control of every adversarial step: what random signs of the same size do to the score w·x + b. With signs r_i
/// that are +1 or -1 with equal chance, x + δ r changes the score by δ T, T = Σ w_i r_i, with mean 0 and standard
/// deviation ‖w‖₂ (against ‖w‖₁ for the chosen signs).
namespace adv::linear {

struct SumShare {
  double sum = 0.0;
  double share = 0.0;  ///< probability
};

/// The exact distribution of T, rising in `sum`: term by term, with equal sums merged, so that ten weights of ±1 give
/// eleven sums and not 2¹⁰. Empty where there are more than `mostSums` different ones.
std::optional<std::vector<SumShare>> signSums(std::span<const double> w, std::size_t mostSums = 1U << 16);

/// T of `count` draws. The same seed gives the same draws on every machine.
std::vector<double> drawnSignSums(std::span<const double> w, int count, std::uint64_t seed);
/// The signs of the first of those draws.
std::vector<double> drawnSigns(std::size_t size, std::uint64_t seed);

/// The smallest sum that at least `probability` lies at or below.
double quantileOf(std::span<const SumShare> sums, double probability);
/// The share of random signs after which s + δ T lies on the other side of 0 than s. A score of 0 counts as class 0.
double flippedShare(std::span<const SumShare> sums, double s, double delta);

/// Every draw with the same share, rising.
std::vector<SumShare> sharesOf(std::vector<double> draws);

}  // namespace adv::linear
