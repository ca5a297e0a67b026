// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/predictions.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace adv {
namespace {

std::vector<double> toDoubles(const at::Tensor& logits) {
  const at::Tensor flat = logits.detach().to(at::kCPU, at::kDouble).flatten().contiguous();
  const double* first = flat.const_data_ptr<double>();
  std::vector<double> values(first, first + flat.numel());
  if (!std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); })) {
    throw userFailure("The network's output is not a number (NaN or infinite).",
                      "Its weights do not fit its architecture, or are damaged.");
  }
  return values;
}

double logSumExp(const std::vector<double>& values) {
  const double largest = *std::max_element(values.begin(), values.end());
  const double sum = std::accumulate(values.begin(), values.end(), 0.0,
                                     [&](double total, double value) { return total + std::exp(value - largest); });
  return largest + std::log(sum);
}

}  // namespace

Prediction toPrediction(const at::Tensor& logits, int top, int label, std::optional<int> target) {
  const std::vector<double> values = toDoubles(logits);
  const double normaliser = logSumExp(values);
  const auto probability = [&](int index) { return std::exp(values[static_cast<std::size_t>(index)] - normaliser); };
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  const int count = std::min<int>(std::max(1, top), static_cast<int>(order.size()));
  std::partial_sort(order.begin(), order.begin() + count, order.end(), [&](int a, int b) {
    const double left = values[static_cast<std::size_t>(a)];
    const double right = values[static_cast<std::size_t>(b)];
    return left != right ? left > right : a < b;
  });
  Prediction prediction;
  for (int i = 0; i < count; ++i) {
    const int index = order[static_cast<std::size_t>(i)];
    prediction.top.push_back({index, probability(index), values[static_cast<std::size_t>(index)]});
  }
  if (label >= 0) prediction.labelProbability = probability(label);
  if (target) prediction.targetProbability = probability(*target);
  return prediction;
}

double crossEntropy(const at::Tensor& logits, int index) {
  const std::vector<double> values = toDoubles(logits);
  return logSumExp(values) - values[static_cast<std::size_t>(index)];
}

}  // namespace adv
