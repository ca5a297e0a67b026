// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// Linear classifiers with random weights, on which the needed ε is measured rather than computed.
namespace adv::linear {

/// `count` draws of N(0, σ²), by Box and Muller 1958. The same seed and index give the same numbers.
std::vector<double> normalWeights(int count, double sigma, std::uint64_t seed, std::uint64_t index);
/// `count` numbers in [0, 1).
std::vector<double> uniformNumbers(int count, std::uint64_t seed, std::uint64_t index);

/// The smallest ε at which the prediction on x + ε sign(w), or x - ε sign(w) where the score is positive, is another
/// one: by bisection of predictions, without a formula. To a relative precision of 1e-9. w is not 0.
double measuredFlip(std::span<const double> w, std::span<const double> x, double b);

/// E‖w‖₁ = d σ √(2/π) of normal weights.
double expectedNormL1(int d, double sigma);

}  // namespace adv::linear
