// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/api/describe.hpp"

namespace adv {

/// A network with its preprocessing inside: what goes in is pixels, what comes out is logits.
class Classifier {
 public:
  virtual ~Classifier() = default;

  /// [N, C, H, W] float32 in [0, 1], on `device()` -> [N, K] logits. Differentiable in the pixels; the network is in
  /// evaluation mode and its parameters take no gradient, so a batch of one equals a batch of n.
  virtual at::Tensor logits(const at::Tensor& xPixel) const = 0;
  virtual at::Device device() const = 0;
  virtual const ModelInfo& info() const = 0;
};

using ClassifierPtr = std::shared_ptr<const Classifier>;

}  // namespace adv
