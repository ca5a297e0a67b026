// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/models/frozen_layers.hpp"
#include "engine/models/layer_list.hpp"
#include "engine/models/parameters.hpp"

namespace adv {

/// A network without its preprocessing, in evaluation mode.
class Network {
 public:
  virtual ~Network() = default;
  /// [N, C, H, W] normalised -> [N, K] logits.
  at::Tensor forward(const at::Tensor& xModel) const {
    LayerTrace nobody;
    return compute(xModel, nobody);
  }
  /// The same, to the bit; `visit` is told of every layer but the picture.
  at::Tensor forwardTraced(const at::Tensor& xModel, const LayerVisitor& visit) const {
    LayerTrace trace(&visit);
    return compute(xModel, trace);
  }
  /// What the network is made of.
  virtual const LayerList& layers() const = 0;

 protected:
  /// Calls `trace` once for each added layer of the list, in its order.
  virtual at::Tensor compute(const at::Tensor& xModel, LayerTrace& trace) const = 0;
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
