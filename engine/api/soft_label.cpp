// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/soft_label.hpp"

#include <algorithm>
#include <functional>
#include <numbers>

#include "engine/api/distillation.hpp"

namespace adv {

std::vector<double> hardLabel(std::size_t classes, int label) {
  std::vector<double> shares(classes, 0.0);
  if (label >= 0 && static_cast<std::size_t>(label) < classes) shares[static_cast<std::size_t>(label)] = 1.0;
  return shares;
}

std::vector<double> softLabelGradient(const std::vector<double>& logits, const std::vector<double>& label,
                                      double temperature) {
  std::vector<double> gradient = softLabel(logits, temperature);
  for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = (gradient[i] - label.at(i)) / temperature;
  return gradient;
}

double logitGap(const std::vector<double>& logits) {
  if (logits.size() < 2) return 0.0;
  std::vector<double> sorted = logits;
  std::partial_sort(sorted.begin(), sorted.begin() + 2, sorted.end(), std::greater<>());
  return sorted[0] - sorted[1];
}

double log10OfGap(double gap) { return -gap * std::numbers::log10e; }

}  // namespace adv
