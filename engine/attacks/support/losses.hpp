// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace adv {

// Losses of each picture, [n], from logits [n, K] and classes [n] (int64). Differentiable in the logits.

/// -log softmax(z)_y in nats, fused.
at::Tensor crossEntropyLoss(const at::Tensor& logits, const at::Tensor& classes);

/// -log(1 - softmax(z)_y) in nats, fused: the cross-entropy of "any other class", which falls to 0 as y is left.
at::Tensor otherClassLoss(const at::Tensor& logits, const at::Tensor& classes);

/// z_y - max_{i != y} z_i: negative where the picture is not classified as y (Carlini and Wagner 2017, f₆ without κ).
at::Tensor logitMargin(const at::Tensor& logits, const at::Tensor& classes);

/// Difference of logits ratio, -(z_y - max_{i != y} z_i) / (z_(1) - z_(3)): larger is worse for the network, and
/// neither scaling nor shifting the logits changes it (Croce and Hein 2020, equation 6). With two classes the ratio
/// would be constant: it is the difference alone.
at::Tensor dlrLoss(const at::Tensor& logits, const at::Tensor& labels);

/// Targeted form, -(z_y - z_t) / (z_(1) - (z_(3) + z_(4)) / 2): largest where t wins over y (Croce and Hein 2020,
/// equation 7). With fewer than four classes the ratio can be constant: it is the difference alone.
at::Tensor dlrLossTargeted(const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& targets);

/// max_{i != y} z_i and where it is: values [n] and classes [n].
struct RunnerUp {
  at::Tensor logit;
  at::Tensor index;
};
RunnerUp bestOtherClass(const at::Tensor& logits, const at::Tensor& classes);

/// [n] bool: the target is reached, or the label is left where there is no target.
at::Tensor isFooled(const at::Tensor& logits, const at::Tensor& labels, const std::optional<at::Tensor>& targets);

}  // namespace adv
