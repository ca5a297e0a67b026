// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/saliency_pairs.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace adv {
namespace {

/// Bounds the table of pairs to 9 MB.
constexpr std::size_t kMostCandidates = 1500;

/// Of one picture, [D] on the CPU: the features that fewer than two others beat, by falling α.
std::vector<std::int64_t> candidates(const at::Tensor& alpha, const at::Tensor& beta, const at::Tensor& isOpen) {
  const at::Tensor order = std::get<1>(alpha.sort(/*stable=*/true, 0, /*descending=*/true));
  const auto features = order.accessor<std::int64_t, 1>();
  const auto betas = beta.accessor<float, 1>();
  const auto open = isOpen.accessor<bool, 1>();
  float lowest = std::numeric_limits<float>::infinity(), second = lowest;  // β of the features before
  std::vector<std::int64_t> kept;
  for (std::int64_t i = 0; i < features.size(0) && kept.size() < kMostCandidates; ++i) {
    const std::int64_t feature = features[i];
    if (!open[feature] || betas[feature] >= second) continue;
    kept.push_back(feature);
    second = std::max(lowest, betas[feature]);
    lowest = std::min(lowest, betas[feature]);
  }
  return kept;
}

}  // namespace

FeaturePairs bestPairs(const at::Tensor& alpha, const at::Tensor& beta, const at::Tensor& isOpen) {
  const at::Tensor alphas = alpha.cpu(), betas = beta.cpu(), open = isOpen.cpu();
  const std::int64_t count = alphas.size(0);
  at::Tensor features = at::zeros({count, 2}, at::kLong);
  at::Tensor exists = at::zeros({count}, at::kBool);
  for (std::int64_t n = 0; n < count; ++n) {
    const at::Tensor kept = at::tensor(candidates(alphas[n], betas[n], open[n]), at::kLong);
    if (kept.numel() < 2) continue;
    const at::Tensor a = alphas[n].index_select(0, kept), b = betas[n].index_select(0, kept);
    const at::Tensor sumA = a.unsqueeze(1) + a, sumB = b.unsqueeze(1) + b;
    const at::Tensor isAdmissible = sumA.gt(0).logical_and_(sumB.lt(0)).triu_(1);
    const at::Tensor scores = (sumA * sumB).neg_().mul_(isAdmissible);
    const auto best = scores.argmax().item<std::int64_t>();
    const at::Tensor pair = at::tensor({best / kept.numel(), best % kept.numel()}, at::kLong);
    features[n].copy_(kept.index_select(0, pair));
    exists[n] = scores.flatten()[best].gt(0);
  }
  return {features.to(alpha.device()), exists.to(alpha.device())};
}

}  // namespace adv
