// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/models/classifier.hpp"

namespace adv {

/// What one gradient gives. No tensor carries a graph.
struct LossGradient {
  at::Tensor gradient;  ///< [N, C, H, W] of each image's own loss in its pixels
  at::Tensor loss;      ///< [N] cross-entropy in nats
  at::Tensor logits;    ///< [N, K]
};

/// Gradient of the summed cross-entropy (fused log-softmax) of `classes` ([N] int64) in the pixels `xPixel`
/// ([N, C, H, W] in [0, 1]). As the losses are summed, an image's gradient does not depend on its batch.
/// Throws `Failure` where a logit or a component of the gradient is not finite.
LossGradient crossEntropyGradient(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes);

/// [N, K] logits without a graph.
at::Tensor logitsOf(const Classifier& model, const at::Tensor& xPixel);

}  // namespace adv
