// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/quality.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "engine/embedding/repulsion.hpp"
#include "engine/tensor/parallel.hpp"

namespace adv {
namespace {

constexpr std::int64_t kWorkEachStep = 40'000'000;  ///< products in double precision
constexpr std::int64_t kFewestDimensions = 50;      ///< below that, counting takes longer than multiplying

std::size_t placeOf(const Neighbours& neighbours, std::int64_t row, std::int64_t k) {
  return static_cast<std::size_t>(row * neighbours.each + k);
}

}  // namespace

double exactDivergence(const Affinities& affinities, const Points& points) {
  const auto repulsion = makeExactRepulsion();
  repulsion->start(points);
  while (repulsion->step()) {
  }
  return divergenceOf(affinities, points, repulsion->normaliser());
}

double divergenceOf(const Affinities& affinities, const Points& points, double normaliser) {
  double cost = 0.0;
  for (std::int64_t row = 0; row < affinities.rows(); ++row) {
    const auto i = static_cast<std::size_t>(row);
    for (auto place = affinities.first[i]; place < affinities.first[i + 1]; ++place) {
      const auto j = static_cast<std::size_t>(affinities.column[static_cast<std::size_t>(place)]);
      const double dx = points.x[i] - points.x[j];
      const double dy = points.y[i] - points.y[j];
      cost += affinities.value[static_cast<std::size_t>(place)] * std::log1p(dx * dx + dy * dy);
    }
  }
  return affinities.entropy + cost + std::log(normaliser);
}

double neighbourRecall(const Neighbours& inFeatures, const Neighbours& inMap, std::int64_t each) {
  std::int64_t found = 0;
  for (std::int64_t row = 0; row < inMap.count; ++row) {
    std::unordered_set<int> known;
    for (std::int64_t k = 0; k < each; ++k) known.insert(inFeatures.index[placeOf(inFeatures, row, k)]);
    for (std::int64_t k = 0; k < each; ++k) found += known.count(inMap.index[placeOf(inMap, row, k)]) > 0 ? 1 : 0;
  }
  return static_cast<double>(found) / static_cast<double>(std::max<std::int64_t>(inMap.count * each, 1));
}

double neighbourAccuracy(const Neighbours& inMap, const std::vector<int>& classes, std::int64_t each) {
  std::int64_t right = 0;
  for (std::int64_t row = 0; row < inMap.count; ++row) {
    std::map<int, int> votes;
    int leader = -1;
    for (std::int64_t k = 0; k < each; ++k) {
      const int one = classes[static_cast<std::size_t>(inMap.index[placeOf(inMap, row, k)])];
      if (++votes[one] > (leader < 0 ? 0 : votes[leader])) leader = one;
    }
    right += leader == classes[static_cast<std::size_t>(row)] ? 1 : 0;
  }
  return static_cast<double>(right) / static_cast<double>(std::max<std::int64_t>(inMap.count, 1));
}

RankCost::RankCost(const at::Tensor& features, Neighbours inMap)
    : m_points((features - features.mean(0)).to(at::kDouble)),
      m_transposed(m_points.t().contiguous()),
      m_squares(m_points.square().sum(1)),
      m_inMap(std::move(inMap)),
      m_rowCost(static_cast<std::size_t>(m_inMap.count)) {}

bool RankCost::step() {
  const std::int64_t count = m_inMap.count;
  const std::int64_t dimensions = std::max(m_points.size(1), kFewestDimensions);
  const std::int64_t last = std::min(count, m_next + std::max<std::int64_t>(1, kWorkEachStep / (count * dimensions)));
  // |b|² − 2 a·b orders the points b as their distance to a does.
  const at::Tensor keys = at::addmm(m_squares.unsqueeze(0), m_points.slice(0, m_next, last), m_transposed, 1, -2);
  const double* values = keys.const_data_ptr<double>();
  inParallel(m_next, last, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row)
      m_rowCost[static_cast<std::size_t>(row)] = costOf(row, values + (row - m_next) * count);
  });
  m_next = last;
  return m_next < count;
}

std::int64_t RankCost::costOf(std::int64_t row, const double* keys) const {
  std::int64_t cost = 0;
  for (std::int64_t k = 0; k < m_inMap.each; ++k) {
    const double key = keys[m_inMap.index[placeOf(m_inMap, row, k)]];
    std::int64_t nearer = 0;
    for (std::int64_t other = 0; other < m_inMap.count; ++other) nearer += keys[other] < key ? 1 : 0;
    if (keys[row] < key) --nearer;
    cost += std::max<std::int64_t>(nearer + 1 - m_inMap.each, 0);
  }
  return cost;
}

double RankCost::trustworthiness() const {
  const auto n = static_cast<double>(m_inMap.count);
  const auto k = static_cast<double>(m_inMap.each);
  const auto cost = static_cast<double>(std::accumulate(m_rowCost.begin(), m_rowCost.end(), std::int64_t{0}));
  return 1.0 - 2.0 * cost / (n * k * (2 * n - 3 * k - 1));
}

double trustworthiness(const at::Tensor& features, const Neighbours& inMap) {
  RankCost cost(features, inMap);
  while (cost.step()) {
  }
  return cost.trustworthiness();
}

at::Tensor asTensor(const Points& points) {
  const auto count = static_cast<std::int64_t>(points.size());
  const auto column = [&](const std::vector<double>& values) {
    return at::from_blob(const_cast<double*>(values.data()), {count}, at::kDouble);
  };
  return at::stack({column(points.x), column(points.y)}, 1).to(at::kFloat);
}

}  // namespace adv
