// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/layers.hpp"

namespace adv::test {

/// A picture, a convolution with a skip connection round it, their sum, a pooling and two logits.
inline NetworkReady aNetwork() {
  NetworkReady network;
  network.model.id = "signs";
  network.model.title = "Signs";
  network.model.labels = {"stop", "yield"};
  network.layers = {{"input", LayerKind::Input, "", "", {3, 4, 4}, 0, {}},
                    {"conv1", LayerKind::Convolution, "3×3, ReLU", "", {3, 4, 4}, 84, {0}},
                    {"block.conv", LayerKind::Convolution, "3×3", "block", {3, 4, 4}, 84, {1}},
                    {"block", LayerKind::Sum, "ReLU", "block", {3, 4, 4}, 0, {2, 1}},
                    {"pool", LayerKind::AveragePooling, "", "", {3}, 0, {3}},
                    {"fc", LayerKind::Linear, "", "", {2}, 8, {4}}};
  return network;
}

/// The attack grows from 2 % to 80 %, most in "block"; noise stays at 4 %.
inline LayerChangesReady someChanges() {
  LayerChangesReady changes;
  changes.clean.model = aNetwork().model;
  changes.clean.label = 0;
  changes.clean.prediction.top = {{0, 0.9, 3.0}};
  changes.prediction.top = {{1, 0.8, 2.0}};
  changes.noisePrediction.top = {{0, 0.9, 3.0}};
  for (const double attack : {0.02, 0.04, 0.06, 0.4, 0.5, 0.8}) changes.changes.push_back({attack, 0.04, 0.9, 0.99});
  changes.adversarial = std::make_shared<const Image>(Image{4, 4, 3, std::vector<std::uint8_t>(48, 9)});
  changes.norm = "L∞";
  changes.params = {{"epsilon", 8.0 / 255}};
  changes.noiseSize = 8.0 / 255;
  changes.isWhole = true;
  return changes;
}

/// Maps of `count` channels of 4 × 4; in channel c the clean value is c + 1 and the adversarial one c + 2.
inline FeatureMapsReady someMaps(int count = 3, bool hasAdversarial = true) {
  FeatureMapsReady maps;
  maps.layer = aNetwork().layers[1];
  maps.index = 1;
  maps.channels = count;
  maps.width = maps.height = 4;
  for (int channel = 0; channel < count; ++channel) {
    maps.shown.push_back(channel);
    maps.channelReach.push_back(static_cast<float>(channel + 2));
    maps.change.push_back(4.0);
    for (int i = 0; i < 16; ++i) {
      maps.clean.push_back(static_cast<float>(channel + 1));
      if (hasAdversarial) maps.adversarial.push_back(static_cast<float>(channel + 2));
    }
  }
  maps.high = maps.layerReach = static_cast<float>(count + 1);
  maps.differenceReach = 1.0F;
  maps.filterInputs = 3;
  maps.filterWidth = maps.filterHeight = 1;
  for (int i = 0; i < 3 * count; ++i) maps.filters.push_back(i % 3 == 0 ? 0.5F : 0.0F);
  return maps;
}

}  // namespace adv::test
