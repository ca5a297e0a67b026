// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/placement.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/embedding/affinities.hpp"
#include "engine/tensor/parallel.hpp"

namespace adv {
namespace {

constexpr double kRate = 0.5;
constexpr double kMomentum = 0.6;
constexpr double kLongestMove = 1.0;
constexpr std::int64_t kGrain = 8;

struct Vector {
  double x = 0.0;
  double y = 0.0;
};

/// A new point and those that draw it.
struct Newcomer {
  const int* index;
  const float* weight;
  std::int64_t count;

  Vector middle(const Points& map) const {
    Vector sum;
    for (std::int64_t k = 0; k < count; ++k) {
      sum.x += weight[k] * map.x[static_cast<std::size_t>(index[k])];
      sum.y += weight[k] * map.y[static_cast<std::size_t>(index[k])];
    }
    return sum;
  }

  /// Gradient of Σ p ln(p / q) with q normalised over the map's points, without its factor 2.
  Vector slope(const Points& map, const GridField& field, Vector at) const {
    Vector pull;
    for (std::int64_t k = 0; k < count; ++k) {
      const double dx = at.x - map.x[static_cast<std::size_t>(index[k])];
      const double dy = at.y - map.y[static_cast<std::size_t>(index[k])];
      const double share = weight[k] / (1.0 + dx * dx + dy * dy);
      pull.x += share * dx;
      pull.y += share * dy;
    }
    const FieldSums push = field.at(at.x, at.y);
    const double normaliser = std::max(push.z, 1e-9);
    return {pull.x - push.x / normaliser, pull.y - push.y / normaliser};
  }
};

double limited(double move) { return std::clamp(move, -kLongestMove, kLongestMove); }

}  // namespace

Placement::Placement(const Points& map) {
  start(map);
  while (prepareNext()) {
  }
}

void Placement::start(const Points& map) {
  m_map = map;
  m_field.setBox(m_map);
  m_field.spread(m_map);
}

bool Placement::prepareNext() { return m_field.transformNext(); }

Points Placement::place(const Neighbours& neighbours, double perplexity, int iterations) const {
  return place(neighbours, conditionalProbabilities(neighbours, perplexity), 0, neighbours.count, iterations);
}

Points Placement::place(const Neighbours& neighbours, const std::vector<float>& weights, std::int64_t begin,
                        std::int64_t end, int iterations) const {
  Points placed(static_cast<std::size_t>(end - begin));
  inParallel(begin, end, kGrain, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i < last; ++i) {
      const std::int64_t row = i * neighbours.each;
      const Newcomer newcomer{neighbours.index.data() + row, weights.data() + row, neighbours.each};
      Vector at = newcomer.middle(m_map);
      Vector speed;
      for (int step = 0; step < iterations; ++step) {
        const Vector slope = newcomer.slope(m_map, m_field, at);
        speed = {kMomentum * speed.x - kRate * slope.x, kMomentum * speed.y - kRate * slope.y};
        std::tie(at.x, at.y) = m_field.inside(at.x + limited(speed.x), at.y + limited(speed.y));
      }
      placed.x[static_cast<std::size_t>(i - begin)] = at.x;
      placed.y[static_cast<std::size_t>(i - begin)] = at.y;
    }
  });
  return placed;
}

}  // namespace adv
