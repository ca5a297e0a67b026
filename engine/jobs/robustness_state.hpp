// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/robustness.hpp"

namespace adv {

/// How many images of a model were looked at without attack, and how many were right.
struct CleanTally {
  int count = 0;
  int correct = 0;
};

/// What a run of robustness curves has done so far. A unit is one batch of one model under one attack at one value;
/// units have a fixed order, so that their number says everything.
struct RobustnessState {
  std::int64_t unitsDone = 0;
  std::vector<CleanTally> clean;      ///< for each model
  std::vector<RobustnessCell> cells;  ///< as in `RobustnessReady`
};

/// Names a request: the same key means the same numbers. `identity` names what the request only names by a path or an
/// id: weights and pictures.
std::string robustnessKey(const RobustnessRequest& request, const std::string& identity);

/// Keeps states in a folder, one JSON file for each key, each written whole or not at all.
class RobustnessStore {
 public:
  /// Keeps nothing where `folder` is empty.
  RobustnessStore(const std::filesystem::path& folder, const std::string& key);
  /// What was kept, where it fits `shape` (its numbers of models and cells) and `units` in all; nothing otherwise: a
  /// file may have been edited.
  std::optional<RobustnessState> load(const RobustnessState& shape, std::int64_t units) const;
  /// Throws `Failure` where the file cannot be written.
  void save(const RobustnessState& state) const;

 private:
  std::filesystem::path m_file;
};

}  // namespace adv
