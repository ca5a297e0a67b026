// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/closed_forms.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace adv::linear {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) throw std::invalid_argument("the vectors differ in length");
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

std::optional<double> ratio(double s, double norm) {
  return norm > 0.0 ? std::optional(std::abs(s) / norm) : std::nullopt;
}

}  // namespace

double score(std::span<const double> w, std::span<const double> x, double b) { return dot(w, x) + b; }

double sigmoid(double s) {
  if (s >= 0.0) return 1.0 / (1.0 + std::exp(-s));
  const double e = std::exp(s);
  return e / (1.0 + e);
}

double softplus(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }

double logisticLoss(double s, int y) { return softplus(-y * s); }

std::vector<double> logisticLossGradient(std::span<const double> w, double s, int y) {
  std::vector<double> gradient(w.begin(), w.end());
  const double factor = -y * sigmoid(-y * s);
  for (double& g : gradient) g *= factor;
  return gradient;
}

double normL1(std::span<const double> w) {
  return std::accumulate(w.begin(), w.end(), 0.0, [](double sum, double v) { return sum + std::abs(v); });
}

double normL2(std::span<const double> w) { return std::sqrt(dot(w, w)); }

std::vector<double> signsOf(std::span<const double> w) {
  std::vector<double> signs;
  signs.reserve(w.size());
  for (const double v : w) signs.push_back(v > 0.0 ? 1.0 : v < 0.0 ? -1.0 : 0.0);
  return signs;
}

std::vector<double> moved(std::span<const double> x, double delta, std::span<const double> direction) {
  if (x.size() != direction.size()) throw std::invalid_argument("the vectors differ in length");
  std::vector<double> result(x.begin(), x.end());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += delta * direction[i];
  return result;
}

double gainAlong(std::span<const double> w, std::span<const double> direction) { return dot(w, direction); }

std::optional<double> smallestFlipLinf(std::span<const double> w, double s) { return ratio(s, normL1(w)); }

std::optional<double> smallestFlipL2(std::span<const double> w, double s) { return ratio(s, normL2(w)); }

double worstLoss(std::span<const double> w, double s, int y, double epsilon) {
  return softplus(epsilon * normL1(w) - y * s);
}

}  // namespace adv::linear
