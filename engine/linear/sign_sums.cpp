// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/sign_sums.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace adv::linear {
namespace {

/// Sums closer than this are one sum, computed in another order.
constexpr double kSame = 1e-9;

bool isClass1(double s) { return s > kSame; }

/// The two rising lists `sums - step` and `sums + step` as one.
std::vector<SumShare> withTerm(const std::vector<SumShare>& sums, double step) {
  std::vector<SumShare> result;
  result.reserve(2 * sums.size());
  const auto add = [&result](double sum, double share) {
    if (!result.empty() && sum - result.back().sum < kSame)
      result.back().share += share;
    else
      result.push_back({sum, share});
  };
  std::size_t lower = 0;
  std::size_t upper = 0;
  while (upper < sums.size()) {
    const bool takesLower = lower < sums.size() && sums[lower].sum - step <= sums[upper].sum + step;
    const SumShare& next = takesLower ? sums[lower++] : sums[upper++];
    add(next.sum + (takesLower ? -step : step), next.share / 2);
  }
  return result;
}

/// One bit of the generator each: the same on every machine, unlike the standard distributions.
class Coin {
 public:
  explicit Coin(std::uint64_t seed) : m_generator(seed) {}
  double toss() {
    if (m_left == 0) {
      m_bits = m_generator();
      m_left = 64;
    }
    const double side = (m_bits & 1U) != 0 ? 1.0 : -1.0;
    m_bits >>= 1U;
    --m_left;
    return side;
  }

 private:
  std::mt19937_64 m_generator;
  std::uint64_t m_bits = 0;
  int m_left = 0;
};

}  // namespace

std::optional<std::vector<SumShare>> signSums(std::span<const double> w, std::size_t mostSums) {
  std::vector<SumShare> sums = {{0.0, 1.0}};
  for (const double weight : w) {
    if (weight != 0.0) sums = withTerm(sums, std::abs(weight));
    if (sums.size() > mostSums) return {};
  }
  return sums;
}

std::vector<double> drawnSignSums(std::span<const double> w, int count, std::uint64_t seed) {
  Coin coin(seed);
  std::vector<double> draws(static_cast<std::size_t>(count));
  for (double& draw : draws) {
    for (const double weight : w) draw += weight * coin.toss();
  }
  return draws;
}

std::vector<double> drawnSigns(std::size_t size, std::uint64_t seed) {
  Coin coin(seed);
  std::vector<double> signs(size);
  for (double& sign : signs) sign = coin.toss();
  return signs;
}

double quantileOf(std::span<const SumShare> sums, double probability) {
  double below = 0.0;
  for (const SumShare& one : sums) {
    below += one.share;
    if (below >= probability - kSame) return one.sum;
  }
  return sums.empty() ? 0.0 : sums.back().sum;
}

double flippedShare(std::span<const SumShare> sums, double s, double delta) {
  double share = 0.0;
  for (const SumShare& one : sums) {
    if (isClass1(s + delta * one.sum) != isClass1(s)) share += one.share;
  }
  return share;
}

std::vector<SumShare> sharesOf(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  std::vector<SumShare> shares;
  for (const double draw : draws) {
    if (shares.empty() || draw - shares.back().sum >= kSame) shares.push_back({draw, 0.0});
    shares.back().share += 1.0 / static_cast<double>(draws.size());
  }
  return shares;
}

}  // namespace adv::linear
