// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/queries.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

/// Values that one forward pass of a step may hold: 32 MNIST pictures.
constexpr std::int64_t kValuesPerStep = 25'088;

}  // namespace

int queriesPerStep(const at::Tensor& xPixel) {
  const std::int64_t values = std::max<std::int64_t>(xPixel.numel(), 1);
  return static_cast<int>(std::clamp<std::int64_t>(kValuesPerStep / values, 1, 32));
}

at::Tensor answersOf(const Classifier& model, const at::Tensor& xPixel) {
  at::Tensor logits = logitsOf(model, xPixel);
  if (logits.isfinite().all().item<bool>()) return logits;
  throw userFailure("The network \"" + model.info().title + "\" answers with values that are no numbers or infinite.",
                    "Check its weights and its preprocessing, or take another network.");
}

}  // namespace adv
