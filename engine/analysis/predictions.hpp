// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "engine/api/results.hpp"

namespace adv {

/// The `top` most likely classes of one image's logits ([1, K] or [K]), with softmax in double precision. Of equal
/// logits the lower index comes first, so that a verdict never depends on the run. Throws `Failure` where a logit is
/// not finite.
Prediction toPrediction(const at::Tensor& logits, int top, int label, std::optional<int> target);

/// Cross-entropy of class `index` in nats, in double precision.
double crossEntropy(const at::Tensor& logits, int index);

}  // namespace adv
