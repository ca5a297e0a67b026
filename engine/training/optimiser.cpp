// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/optimiser.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/api/error.hpp"

namespace adv {

void copyInto(const NamedTensors& to, const NamedTensors& from) {
  const at::NoGradGuard noGraph;
  for (auto [name, tensor] : to) {
    const auto found = from.find(name);
    if (found == from.end() || found->second.sizes() != tensor.sizes()) {
      throw userFailure("The saved state of the training lacks the tensor \"" + name + "\" in its shape.",
                        "Delete training.json to start anew.");
    }
    tensor.copy_(found->second);
  }
}

}  // namespace adv
