// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/results.hpp"
#include "engine/models/weights.hpp"
#include "engine/training/optimiser.hpp"

namespace adv {

/// What must agree for a training to go on.
struct TrainingIdentity {
  std::string recipe;
  std::uint64_t seed = 1;
  int epochs = 0;
  friend bool operator==(const TrainingIdentity&, const TrainingIdentity&) = default;
};

/// Where a training stands after an epoch. Pictures and learning rate follow from the identity and the epoch.
struct Checkpoint {
  int epochsDone = 0;
  double seconds = 0.0;  ///< of work so far
  NamedTensors weights;
  Optimiser::State optimiser;
  std::vector<EpochDone> history;  ///< of every epoch
};

/// Replaces the saved state of a folder: first the tensors, under a new name, then training.json, which names them.
/// Whatever happens in between, one whole state is there. Throws `Failure`.
void saveCheckpoint(const std::filesystem::path& folder, const TrainingIdentity& identity,
                    const Checkpoint& checkpoint);

/// Empty where there is none. Throws `Failure` where it belongs to another training or is damaged.
std::optional<Checkpoint> loadCheckpoint(const std::filesystem::path& folder, const TrainingIdentity& identity);

/// Removes the saved state of a folder.
void dropCheckpoint(const std::filesystem::path& folder);

}  // namespace adv
