// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/margins.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace adv::linear {

std::vector<double> sortedMargins(const Model& model, const Rows& rows) {
  const at::Tensor scores = model.scores(rows.pixels(0, rows.count())).squeeze(1).to(at::kDouble);
  const at::Tensor margins = (scores * (rows.labels.to(at::kDouble) * 2 - 1)).contiguous();
  const double* values = margins.const_data_ptr<double>();
  std::vector<double> sorted(values, values + margins.numel());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

double shareWithin(std::span<const double> sorted, double reach) {
  const auto within = std::upper_bound(sorted.begin(), sorted.end(), reach) - sorted.begin();
  return static_cast<double>(within) / static_cast<double>(std::max<std::size_t>(sorted.size(), 1));
}

std::vector<double> marginShares(std::span<const double> sorted, std::span<const double> edges) {
  std::vector<double> shares;
  double below = 0.0;
  for (std::size_t bin = 1; bin < edges.size(); ++bin) {
    const double upTo = bin + 1 == edges.size() ? 1.0 : shareWithin(sorted, edges[bin]);
    shares.push_back(upTo - below);
    below = upTo;
  }
  return shares;
}

}  // namespace adv::linear
