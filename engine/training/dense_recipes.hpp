// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/training/recipes.hpp"

namespace adv {

/// The same small dense network four times, with ReLU, sigmoid, maxout and tanh: what the non-linearity does to the
/// logits along a line (Goodfellow, Shlens, Szegedy 2014, section 3) is seen with all else equal. `base` says
/// everything but the network.
std::vector<TrainingRecipe> denseSigns(const TrainingRecipe& base);
std::vector<TrainingRecipe> denseDigits(const TrainingRecipe& base);

}  // namespace adv
