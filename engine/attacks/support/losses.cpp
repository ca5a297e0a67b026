// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/losses.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>

namespace adv {
namespace {

/// Keeps a divisor from vanishing where logits are equal; far below any difference of float32 logits that matters.
constexpr double kTiny = 1e-12;

at::Tensor logitOf(const at::Tensor& logits, const at::Tensor& classes) {
  return logits.gather(1, classes.unsqueeze(1)).squeeze(1);
}

/// -∞ in the place of the class.
at::Tensor otherLogits(const at::Tensor& logits, const at::Tensor& classes) {
  return logits.scatter(1, classes.unsqueeze(1), -std::numeric_limits<double>::infinity());
}

/// The `rank`-th largest logit of each row, from 0; the smallest where there are fewer.
at::Tensor ranked(const at::Tensor& sorted, std::int64_t rank) {
  return sorted.select(1, std::min(rank, sorted.size(1) - 1));
}

}  // namespace

at::Tensor crossEntropyLoss(const at::Tensor& logits, const at::Tensor& classes) {
  return at::cross_entropy_loss(logits, classes, {}, at::Reduction::None);
}

at::Tensor otherClassLoss(const at::Tensor& logits, const at::Tensor& classes) {
  return at::softplus(logitOf(logits, classes) - otherLogits(logits, classes).logsumexp(1));
}

RunnerUp bestOtherClass(const at::Tensor& logits, const at::Tensor& classes) {
  auto [logit, index] = otherLogits(logits, classes).max(1);
  return {logit, index};
}

at::Tensor logitMargin(const at::Tensor& logits, const at::Tensor& classes) {
  return logitOf(logits, classes) - bestOtherClass(logits, classes).logit;
}

at::Tensor dlrLoss(const at::Tensor& logits, const at::Tensor& labels) {
  if (logits.size(1) < 3) return -logitMargin(logits, labels);
  const at::Tensor sorted = std::get<0>(logits.sort(1, true));
  return -logitMargin(logits, labels) / (ranked(sorted, 0) - ranked(sorted, 2) + kTiny);
}

at::Tensor dlrLossTargeted(const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& targets) {
  if (logits.size(1) < 4) return logitOf(logits, targets) - logitOf(logits, labels);
  const at::Tensor sorted = std::get<0>(logits.sort(1, true));
  const at::Tensor divisor = ranked(sorted, 0) - 0.5 * (ranked(sorted, 2) + ranked(sorted, 3)) + kTiny;
  return -(logitOf(logits, labels) - logitOf(logits, targets)) / divisor;
}

at::Tensor isFooled(const at::Tensor& logits, const at::Tensor& labels, const std::optional<at::Tensor>& targets) {
  const at::Tensor predicted = logits.argmax(1);
  return targets ? predicted.eq(*targets) : predicted.ne(labels);
}

}  // namespace adv
