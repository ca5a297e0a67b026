// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/linear/model.hpp"

namespace adv::linear {

/// The mean loss of a batch and its gradient, in closed form.
struct LossGradient {
  double loss = 0.0;         ///< in nats, without regularisers
  std::int64_t correct = 0;  ///< of the batch as it is, without the attacker
  at::Tensor weights;        ///< [K, D]: by W, for a bias that is counted at the mean picture
  at::Tensor bias;           ///< [K]
};

/// Of the cross-entropy (several rows), or of softplus(ε‖w‖₁ - y (w·x + b)) with y = -1 for class 0 and +1 for class 1
/// (one row): the logistic loss in the worst case of ‖η‖∞ ≤ ε, unclipped (Goodfellow et al. 2014, section 5).
/// `xPixel` [N, D] and `labels` [N] of the model's type; `epsilon` in units of the pixel range.
///
/// The gradient is taken by W and c where scores = W (x - mean) + c. It is the same model, b = c - W mean, and as the
/// bias is not regularised the same optimum; but pictures have a large mean, and without it descent goes several times
/// faster.
LossGradient lossGradient(const Model& model, const at::Tensor& xPixel, const at::Tensor& labels,
                          const at::Tensor& mean, double epsilon = 0.0);

}  // namespace adv::linear
