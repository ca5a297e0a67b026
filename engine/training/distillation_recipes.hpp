// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "engine/api/distillation.hpp"
#include "engine/training/recipes.hpp"

namespace adv {

/// What networks are distilled on, and which ones.
struct DistillationRecipe {
  TrainingRecipe base;    ///< all but the id, the loss and where the pictures come from; its title is the data's
  std::string trainData;  ///< as of `openDataset`
  int pictures = 0;       ///< the first of them
  int warmUp = 0;         ///< epochs at T = 1, see `crossEntropyAt`
  int sample = 0;         ///< the training picture that stands for all
};

/// The recipe of a request, with its number of epochs and pictures. Throws `Failure` where the data or the architecture
/// is unknown, or one does not fit the other.
DistillationRecipe distillationRecipe(const DistillRequest& request);

/// Throws `Failure` naming what is out of range.
void checkRequest(const DistillRequest& request);

/// "distilled_mnist_T100_s2", "distilled_mnist_none"; "distilled_mnist_papernot_T100" of another architecture.
std::string distilledId(const DistillRequest& request, std::optional<double> temperature, std::uint64_t seed);

/// The command that makes one network of a request, without its folder.
std::string distillCommand(const DistillRequest& request, std::optional<double> temperature, std::uint64_t seed);

/// "none", or T.
std::string temperatureText(std::optional<double> temperature);

}  // namespace adv
