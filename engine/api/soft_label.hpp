// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace adv {

/// The temperatures of the published figures (Papernot et al., IEEE S&P 2016, section V).
inline constexpr double kTemperatures[] = {1, 2, 5, 10, 20, 30, 40, 50, 100};

/// 1 for class `label`, 0 for the others; all 0 where there is no such class.
std::vector<double> hardLabel(std::size_t classes, int label);

/// ∂C/∂z_i = (q_i − p_i) / T of the cross-entropy C of the label p at temperature T (Hinton, Vinyals, Dean 2015,
/// equation 2). `label` has as many classes as `logits`.
std::vector<double> softLabelGradient(const std::vector<double>& logits, const std::vector<double>& label,
                                      double temperature);

/// How far the largest logit lies above the second largest; 0 where there are fewer than two.
double logitGap(const std::vector<double>& logits);

/// log10 exp(−gap): the size of the second probability at T = 1. Never underflows.
double log10OfGap(double gap);

}  // namespace adv
