// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/core/Device.h>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/models/classifier.hpp"

namespace adv {

/// Reads a model card (`model.json`) without its weights. A card whose weights are missing is returned with
/// `available == false` and the reason; a card that is no card throws `Failure`. `dataFolder` stands in for
/// "$ADVSCOPE_DATA" in the card's paths and may be empty.
ModelInfo readCard(const std::filesystem::path& card, const std::filesystem::path& dataFolder);

/// All cards `<folder>/<id>/model.json` and `<folder>/<set>/<id>/model.json`, in no particular order.
std::vector<std::filesystem::path> findCards(const std::filesystem::path& folder);

/// What the cards of the folders say, sorted by title; a broken card is listed as not available.
std::vector<ModelInfo> findModels(const std::vector<std::filesystem::path>& folders,
                                  const std::filesystem::path& dataFolder);

/// Builds the network of a card and fills it with its weights, checked against the card's sha256 (where given), names
/// and shapes. Throws `Failure` naming what does not fit. The memory format is the fastest for the device.
ClassifierPtr loadClassifier(const std::filesystem::path& card, const std::filesystem::path& dataFolder,
                             c10::Device device);

}  // namespace adv
