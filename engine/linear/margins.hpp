// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "engine/linear/data.hpp"
#include "engine/linear/model.hpp"

namespace adv::linear {

/// y s of each picture, s the score of a logistic regression and y = ±1 its class, in rising order: above 0 where it is
/// right. All that an adversary of any ε does to a linear model follows from these and from ‖w‖₁.
std::vector<double> sortedMargins(const Model& model, const Rows& rows);

/// Share of the margins that are at most `reach`; with reach = ε‖w‖₁ the share of pictures that some ‖η‖∞ ≤ ε makes
/// wrong.
double shareWithin(std::span<const double> sorted, double reach);

/// Share of the margins in each bin between the `edges`; what lies beyond counts in the outer bins.
std::vector<double> marginShares(std::span<const double> sorted, std::span<const double> edges);

}  // namespace adv::linear
