// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

namespace adv {

/// Named tensors, as a state dict.
using NamedTensors = std::map<std::string, at::Tensor>;

/// Reads `.safetensors`, `.pth`/`.pt`/`.th` (the zip format of PyTorch since 1.6 and the older one), told apart by
/// their first bytes. Nothing in a file is executed; sizes are checked before memory is taken. Throws `Failure`.
NamedTensors readWeights(const std::filesystem::path& file);

/// Writes float tensors as `.safetensors`, to a temporary file that is then renamed. Throws `Failure`.
void writeSafetensors(const std::filesystem::path& file, const NamedTensors& tensors);

}  // namespace adv
