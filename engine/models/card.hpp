// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"

namespace adv {

/// A model card as it is written.
struct Card {
  ModelInfo info;
  std::vector<double> mean;  ///< one for each channel, in pixels of [0, 1]
  std::vector<double> std;
  nlohmann::json layers;  ///< an array; null for a native architecture
  std::filesystem::path weights;
};

/// Reads and checks a card. Labels or weights that are not there make it not available, with the reason in `info`.
/// Throws `Failure` naming the field that is wrong.
Card parseCard(const std::filesystem::path& path, const std::filesystem::path& dataFolder);

}  // namespace adv
