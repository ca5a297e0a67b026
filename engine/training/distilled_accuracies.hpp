// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "engine/api/distillation.hpp"

namespace adv {

/// What accuracies.json of a folder says; empty where there is none. Throws `Failure` where it is damaged.
std::vector<DistilledAccuracy> loadAccuracies(const std::filesystem::path& folder);

/// Adds networks that are done to accuracies.json of a folder, in the place of those of the same id. Throws `Failure`.
void noteAccuracies(const std::filesystem::path& folder,
                    const std::vector<std::shared_ptr<const DistillationNetwork>>& networks);

}  // namespace adv
