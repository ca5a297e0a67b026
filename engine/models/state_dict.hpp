// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>

#include "engine/models/pickle.hpp"
#include "engine/models/weights.hpp"

namespace adv {

/// Gives the elements of a storage: a 1-D tensor of its type with `elements` entries. Throws `Failure` where the file
/// does not hold as many.
using StorageSource = std::function<at::Tensor(const PickleStorage&)>;

/// The tensors of a state dict, which may lie under "state_dict" or "model_state_dict" in a training checkpoint; a
/// prefix "module." that all names have is taken off. Every tensor is checked to lie in its storage, and all of them
/// together to be no larger than the file. Throws `Failure`.
NamedTensors tensorsOf(const PickleValue& root, const std::string& file, std::uint64_t fileBytes,
                       const StorageSource& storage);

}  // namespace adv
