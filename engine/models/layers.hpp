// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/models/network.hpp"

namespace adv {

/// What a dropout layer does while the network learns: `p` is the share that is dropped.
using DropoutFunction = std::function<at::Tensor(const at::Tensor& x, double p)>;

/// Builds the network that a card's "layers" describe; without `dropout` its dropout layers do nothing. Throws
/// `Failure` naming the layer, the field or the tensor.
std::unique_ptr<const Network> buildLayers(const nlohmann::json& layers, Parameters& parameters, const Placer& place,
                                           const InputSize& input, c10::Device device,
                                           const DropoutFunction& dropout = nullptr);

}  // namespace adv
