// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <nlohmann/json.hpp>

#include "engine/models/network.hpp"

namespace adv {

/// Builds the network that a card's "layers" describe. Throws `Failure` naming the layer, the field or the tensor.
std::unique_ptr<const Network> buildLayers(const nlohmann::json& layers, Parameters& parameters, const Placer& place,
                                           const InputSize& input, c10::Device device);

}  // namespace adv
