// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "engine/models/classifier.hpp"
#include "engine/training/adam.hpp"

namespace adv {

/// A small network of an attacker's own, which knows of the attacked one only
/// the sizes of its input and output: two hidden layers of 200 rectified units.
/// Pictures larger than 32×32 are averaged down to that first.
class SubstituteNetwork : public Classifier {
 public:
  /// The first weights follow from the seed (uniform within 1/√fan-in).
  SubstituteNetwork(const ModelInfo& attacked, at::Device device, std::uint64_t seed);

  at::Tensor logits(const at::Tensor& xPixel) const override;
  at::Device device() const override { return m_device; }
  const ModelInfo& info() const override { return m_info; }

  /// One step of Adam down the mean cross-entropy of a mini-batch.
  void learn(const at::Tensor& xPixel, const at::Tensor& labels, double learningRate);

 private:
  at::Tensor forward(const NamedTensors& weights, const at::Tensor& xPixel) const;

  at::Device m_device;
  ModelInfo m_info;
  NamedTensors m_weights;
  std::unique_ptr<Adam> m_adam;
};

}  // namespace adv
