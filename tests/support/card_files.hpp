// SPDX-License-Identifier: GPL-3.0-or-later
// Small model cards with weights, written for a test.
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/models/loading.hpp"
#include "engine/models/weights.hpp"
#include "tests/support/weight_files.hpp"

namespace adv::test {

/// A card of a network for 6x6 RGB pictures with three classes.
inline nlohmann::json tinyCard() {
  return {{"id", "tiny"},
          {"title", "Tiny"},
          {"input", {{"width", 6}, {"height", 6}, {"channels", 3}}},
          {"labels", {"a", "b", "c"}},
          {"weights", "weights.safetensors"},
          {"layers",
           {{{"type", "conv2d"}, {"name", "conv"}, {"padding", 1}},
            {{"type", "relu"}},
            {{"type", "maxpool2d"}, {"kernel", 2}},
            {{"type", "flatten"}},
            {{"type", "linear"}, {"name", "out"}}}}};
}

inline NamedTensors tinyWeights() {
  at::manual_seed(3);
  return {{"conv.weight", at::randn({4, 3, 3, 3})},
          {"conv.bias", at::randn({4})},
          {"out.weight", at::randn({3, 36})},
          {"out.bias", at::randn({3})}};
}

inline std::filesystem::path writeCard(const std::filesystem::path& folder, const nlohmann::json& card,
                                       const NamedTensors& weights) {
  std::filesystem::create_directories(folder);
  writeSafetensors(folder / "weights.safetensors", weights);
  return writeBytes(folder / "model.json", card.dump());
}

inline ClassifierPtr loadCard(const std::filesystem::path& folder, const nlohmann::json& card,
                              const NamedTensors& weights) {
  return loadClassifier(writeCard(folder, card, weights), {}, at::kCPU);
}

}  // namespace adv::test
