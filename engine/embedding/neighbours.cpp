// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/neighbours.hpp"

#include <ATen/ATen.h>
#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/embedding/vector_loops.hpp"

namespace adv {
namespace {

constexpr std::int64_t kProductsEachStep = 250'000'000;
constexpr std::int64_t kFewestDimensions = 50;  ///< below that, choosing takes longer than multiplying
constexpr std::int64_t kRowsTogether = 256;

/// Candidates with a key below the k-th smallest that is known so far.
class SmallestKeys {
 public:
  SmallestKeys(std::size_t each) : m_each(each) { m_candidates.reserve(3 * each); }

  float limit() const { return m_limit; }
  void add(float key, int index) {
    m_candidates.emplace_back(key, index);
    if (m_candidates.size() == 3 * m_each) shrink();
  }
  /// The indices of the smallest keys, in no order.
  const std::vector<std::pair<float, int>>& finish() {
    if (m_candidates.size() > m_each) shrink();
    return m_candidates;
  }

 private:
  void shrink() {
    const auto last = m_candidates.begin() + static_cast<std::ptrdiff_t>(m_each) - 1;
    std::nth_element(m_candidates.begin(), last, m_candidates.end());
    m_limit = last->first;
    m_candidates.resize(m_each);
  }

  std::size_t m_each;
  float m_limit = std::numeric_limits<float>::infinity();
  std::vector<std::pair<float, int>> m_candidates;
};

/// Offers every key |b|²/2 − a·b of a row that is below the limit; the nearest points have the smallest.
void scan(const float* products, const float* halfSquares, std::int64_t count, std::int64_t self, SmallestKeys& best) {
  float keys[kKeyBlock];
  const auto offer = [&](float key, std::int64_t j) {
    if (key < best.limit() && j != self) best.add(key, static_cast<int>(j));
  };
  std::int64_t j = 0;
  for (; j + kKeyBlock <= count; j += kKeyBlock) {
    if (!keysBelow(products + j, halfSquares + j, best.limit(), keys)) continue;
    for (std::int64_t k = 0; k < kKeyBlock; ++k) offer(keys[k], j + k);
  }
  for (; j < count; ++j) offer(halfSquares[j] - products[j], j);
}

at::Tensor prepared(const at::Tensor& points, Metric metric) {
  if (metric == Metric::Euclidean) return points.contiguous();
  return (points / points.norm(2, {1}, true).clamp_min(1e-12)).contiguous();
}

}  // namespace

SearchedPoints::SearchedPoints(const at::Tensor& given, Metric used)
    : metric(used),
      points(prepared(given, used)),
      transposed(points.t().contiguous()),
      halfSquares(points.square().sum(1) / 2) {}

NeighbourSearch::NeighbourSearch(const at::Tensor& queries, const at::Tensor& points, std::int64_t each, Metric metric)
    : NeighbourSearch(queries.is_same(points), queries, std::make_shared<const SearchedPoints>(points, metric), each) {}

NeighbourSearch::NeighbourSearch(const at::Tensor& queries, SearchedPointsPtr points, std::int64_t each)
    : NeighbourSearch(false, queries, std::move(points), each) {}

NeighbourSearch::NeighbourSearch(bool isSame, const at::Tensor& queries, SearchedPointsPtr points, std::int64_t each)
    : m_isSame(isSame),
      m_points(std::move(points)),
      m_queries(isSame ? m_points->points : prepared(queries, m_points->metric)) {
  m_found.count = m_queries.size(0);
  m_found.each = each;
  m_found.index.reserve(static_cast<std::size_t>(m_found.count * each));
  m_found.distance.reserve(static_cast<std::size_t>(m_found.count * each));
}

double NeighbourSearch::done() const {
  return static_cast<double>(m_next) / static_cast<double>(std::max<std::int64_t>(m_queries.size(0), 1));
}

void NeighbourSearch::step() {
  const std::int64_t count = m_points->points.size(0);
  const std::int64_t dimensions = std::max(m_points->points.size(1), kFewestDimensions);
  const std::int64_t rows = std::clamp<std::int64_t>(kProductsEachStep / (count * dimensions), 1, kRowsTogether);
  const std::int64_t last = std::min(m_next + rows, m_queries.size(0));
  const at::Tensor products = at::mm(m_queries.slice(0, m_next, last), m_points->transposed);
  const float* values = products.const_data_ptr<float>();
  m_found.index.resize(static_cast<std::size_t>(last * m_found.each));
  m_found.distance.resize(m_found.index.size());
  inParallel(0, last - m_next, 1, [&](std::int64_t first, std::int64_t end) {
    for (std::int64_t row = first; row < end; ++row) selectRow(m_next + row, values + row * count);
  });
  m_next = last;
}

void NeighbourSearch::selectRow(std::int64_t row, const float* products) {
  SmallestKeys best(static_cast<std::size_t>(m_found.each));
  const at::Tensor& points = m_points->points;
  scan(products, m_points->halfSquares.const_data_ptr<float>(), points.size(0), m_isSame ? row : -1, best);
  const std::int64_t dimensions = points.size(1);
  const float* query = m_queries.const_data_ptr<float>() + row * dimensions;
  std::vector<std::pair<float, int>> chosen = best.finish();
  for (auto& [key, index] : chosen)
    key = squaredDistance(query, points.const_data_ptr<float>() + index * dimensions, dimensions);
  std::sort(chosen.begin(), chosen.end());
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const auto place = static_cast<std::size_t>(row * m_found.each) + k;
    m_found.index[place] = chosen[k].second;
    m_found.distance[place] = m_points->metric == Metric::Cosine ? chosen[k].first / 2 : std::sqrt(chosen[k].first);
  }
}

}  // namespace adv
