// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "engine/models/classifier.hpp"

namespace adv {

/// What one gradient gives. No tensor carries a graph.
struct LossGradient {
  at::Tensor gradient;  ///< [N, C, H, W] of each image's own loss in its pixels
  at::Tensor loss;      ///< [N]
  at::Tensor logits;    ///< [N, K]
};

/// A loss of each picture, [n], from the logits [n, K] of the pictures `begin` to `begin + n` of the batch (large
/// batches are taken in parts). Differentiable in the logits.
using LogitLoss = std::function<at::Tensor(const at::Tensor& logits, std::int64_t begin)>;

/// Gradient of the summed `loss` in the pixels `xPixel` ([N, C, H, W] in [0, 1]). As the losses are summed, an image's
/// gradient does not depend on its batch. Throws `Failure` where a logit or a component of the gradient is not finite.
LossGradient lossGradient(const Classifier& model, const at::Tensor& xPixel, const LogitLoss& loss);

/// Gradient of the summed cross-entropy (fused log-softmax) of `classes` ([N] int64) in the pixels `xPixel`
/// ([N, C, H, W] in [0, 1]); the losses are in nats. Throws as `lossGradient` does.
LossGradient crossEntropyGradient(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes);

/// The gradients of several logits of each picture. No tensor carries a graph.
struct LogitJacobian {
  at::Tensor jacobian;  ///< [N, k, C, H, W]: of logit `classes[n][j]` in the pixels of picture n
  at::Tensor logits;    ///< [N, K]
};

/// `classes` [N, k] int64. One forward pass and k backward passes. Throws as `lossGradient` does.
LogitJacobian logitJacobian(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes);

/// [N, K] logits without a graph.
at::Tensor logitsOf(const Classifier& model, const at::Tensor& xPixel);

}  // namespace adv
