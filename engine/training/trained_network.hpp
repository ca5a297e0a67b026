// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/models/network.hpp"
#include "engine/training/recipes.hpp"

namespace adv {

class Dropout;

/// The network of a recipe with its preprocessing, its weights drawn from a seed; they take gradients.
class TrainedNetwork {
 public:
  /// Throws `Failure` where layers and parameters do not fit.
  TrainedNetwork(const TrainingRecipe& recipe, std::uint64_t seed, c10::Device device);
  ~TrainedNetwork();
  TrainedNetwork(const TrainedNetwork&) = delete;
  TrainedNetwork& operator=(const TrainedNetwork&) = delete;

  /// [n, C, H, W] in pixels -> [n, K], as the network is used: nothing is dropped out.
  at::Tensor logits(const at::Tensor& xPixel) const;
  /// The same while it learns: its dropout layers drop what `draw`, a number for each pass, decides.
  at::Tensor learningLogits(const at::Tensor& xPixel, std::uint64_t draw) const;
  const NamedTensors& weights() const { return m_weights; }

 private:
  c10::Device m_device;
  NamedTensors m_weights;
  Normalisation m_normalisation;
  std::unique_ptr<Dropout> m_dropout;
  std::unique_ptr<const Network> m_network;
};

}  // namespace adv
