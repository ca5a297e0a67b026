// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/models/frozen_layers.hpp"
#include "engine/models/parameters.hpp"

namespace adv {

/// A network without its preprocessing, in evaluation mode.
class Network {
 public:
  virtual ~Network() = default;
  /// [N, C, H, W] normalised -> [N, K] logits.
  virtual at::Tensor forward(const at::Tensor& xModel) const = 0;
};

/// What a network is built for.
struct InputSize {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
};

/// Moves a parameter to where the network computes, in its fastest memory format.
using Placer = std::function<at::Tensor(const at::Tensor&)>;

/// Builds a network from its tensors. Throws `Failure` where they do not fit.
using NetworkBuilder =
    std::function<std::unique_ptr<const Network>(Parameters& parameters, const Placer& place, const InputSize& input)>;

/// The native architectures by the name that a card uses.
const std::map<std::string, NetworkBuilder>& nativeArchitectures();

/// Put one at namespace scope in each architecture's file.
struct RegisterArchitecture {
  RegisterArchitecture(const std::string& name, NetworkBuilder builder);
};

}  // namespace adv
