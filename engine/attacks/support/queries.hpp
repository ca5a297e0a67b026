// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/models/classifier.hpp"

namespace adv {

/// Queries for each picture that fill a short step of a black-box attack: one for a large batch, up to 32 for a single
/// small picture.
int queriesPerStep(const at::Tensor& xPixel);

/// [N, K]: what the network answers, without a graph. Throws `Failure` where a logit is not finite.
at::Tensor answersOf(const Classifier& model, const at::Tensor& xPixel);

}  // namespace adv
