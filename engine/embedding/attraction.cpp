// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/attraction.hpp"

#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/embedding/vector_loops.hpp"

namespace adv {
namespace {

constexpr std::int64_t kPairsEachStep = 3'000'000;
constexpr std::int64_t kCostsEachStep = 600'000;  ///< a logarithm takes longer
constexpr std::int64_t kSingleFrom = 1500;        ///< points
constexpr std::int64_t kGrain = 64;

template <class Number>
double costOf(const AffinityRow<Number>& row, const Number* x, const Number* y) {
  double cost = 0.0;
  for (std::int64_t k = 0; k < row.count; ++k) {
    const double dx = static_cast<double>(row.ownX) - x[row.column[k]];
    const double dy = static_cast<double>(row.ownY) - y[row.column[k]];
    cost += row.affinity[k] * std::log1p(dx * dx + dy * dy);
  }
  return cost;
}

}  // namespace

Attraction::Attraction(const Affinities& affinities)
    : m_affinities(affinities), m_isSingle(affinities.rows() >= kSingleFrom) {}

void Attraction::start(const Points& points, bool alsoCost) {
  m_alsoCost = alsoCost;
  m_force = Points(points.size());
  m_rowCost.assign(points.size(), 0.0);
  m_next = 0;
  if (m_isSingle) {
    m_x.assign(points.x.begin(), points.x.end());
    m_y.assign(points.y.begin(), points.y.end());
  } else {
    m_points = points;
  }
}

bool Attraction::step() {
  const std::int64_t rows = m_affinities.rows();
  const auto pairs = static_cast<std::int64_t>(m_affinities.column.size());
  const std::int64_t each = m_alsoCost ? kCostsEachStep : kPairsEachStep;
  const std::int64_t together = std::max<std::int64_t>(1, rows * each / std::max<std::int64_t>(pairs, 1));
  const std::int64_t end = std::min(rows, m_next + together);
  if (m_isSingle) {
    takeRows(m_x, m_y, m_next, end);
  } else {
    takeRows(m_points.x, m_points.y, m_next, end);
  }
  m_next = end;
  if (m_next < rows) return true;
  m_cost = std::accumulate(m_rowCost.begin(), m_rowCost.end(), 0.0);
  return false;
}

template <class Number>
void Attraction::takeRows(const std::vector<Number>& x, const std::vector<Number>& y, std::int64_t begin,
                          std::int64_t end) {
  inParallel(begin, end, kGrain, [&](std::int64_t first, std::int64_t last) {
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
      const std::int64_t place = m_affinities.first[i];
      const AffinityRow<Number> row{m_affinities.column.data() + place, m_affinities.value.data() + place,
                                    m_affinities.first[i + 1] - place, x[i], y[i]};
      Number sums[2];
      sumAttraction(row, x.data(), y.data(), sums);
      m_force.x[i] = sums[0];
      m_force.y[i] = sums[1];
      if (m_alsoCost) m_rowCost[i] = costOf(row, x.data(), y.data());
    }
  });
}

}  // namespace adv
