// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/api/distillation.hpp"

namespace adv {

/// What is kept of a network's distillation beside its model card: distillation.json.
struct DistillationRecord {
  std::string command;  ///< that makes it, without the folder
  DistillationNetwork network;
};

/// Throws `Failure`.
void saveRecord(const std::filesystem::path& folder, const DistillationRecord& record);

/// Empty where there is none; without the sample's picture. Throws `Failure` where it is damaged, or was made by
/// another command.
std::optional<DistillationNetwork> loadRecord(const std::filesystem::path& folder, const std::string& command);

}  // namespace adv
