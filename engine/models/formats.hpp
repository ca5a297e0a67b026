// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "engine/models/weights.hpp"

namespace adv {

/// The three formats behind `readWeights`; each throws `Failure`.
NamedTensors readSafetensors(const std::filesystem::path& file);
/// What torch.save writes since PyTorch 1.6: a zip with a pickle and one stored entry for each storage.
NamedTensors readTorchZip(const std::filesystem::path& file);
/// What torch.save wrote before: five pickles, then the storages.
NamedTensors readTorchLegacy(const std::filesystem::path& file);

}  // namespace adv
