// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "engine/core/workspace.hpp"

namespace adv {

/// At most `wanted` pictures, and on the processor no more than a short step can take.
int shortBatch(int wanted, const ModelInfo& model, at::Device device);

/// The name of `count` pictures (or of all, where there are fewer) of the data set that the network's card names:
/// "mnist-test:0-200". Throws `Failure` where it names none.
std::string firstSamples(const ModelInfo& model, int count, Workspace& workspace);

}  // namespace adv
