// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/training/checkpoint.hpp"
#include "engine/training/recipes.hpp"

namespace adv {

/// Writes `<folder>/weights.safetensors` and `<folder>/model.json`. Throws `Failure`.
void writeModel(const std::filesystem::path& folder, const TrainingRecipe& recipe, const TrainingIdentity& identity,
                const NamedTensors& weights, const Dataset& test, double testAccuracy);

}  // namespace adv
