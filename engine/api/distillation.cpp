// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/distillation.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"

namespace adv {

std::vector<double> softLabel(const std::vector<double>& logits, double temperature) {
  if (logits.empty()) throw userFailure("There are no logits.", "Open a network first.");
  if (!(temperature > 0.0) || !std::isfinite(temperature))
    throw userFailure("The temperature must be positive and finite.", "Give a T such as 20.");
  const double largest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> probabilities;
  double sum = 0.0;
  for (const double logit : logits) {
    probabilities.push_back(std::exp((logit - largest) / temperature));
    sum += probabilities.back();
  }
  for (double& probability : probabilities) probability /= sum;
  return probabilities;
}

void checkTemperature(double temperature) {
  if (temperature >= 0.1 && temperature <= 1000.0) return;
  throw userFailure("The temperature is out of range.", "Give a T from 0.1 to 1000, or none for no distillation.");
}

std::string cardOfDistilled(const std::string& folder, const std::string& id) {
  return folder + "/" + id + "/model.json";
}

}  // namespace adv
