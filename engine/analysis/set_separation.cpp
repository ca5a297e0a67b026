// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/set_separation.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace adv {
namespace {

constexpr std::int64_t kProductsEachStep = 200'000'000;

double verdict(int more, int less) { return more > less ? 1.0 : more == less ? 0.5 : 0.0; }

}  // namespace

PairDistances::PairDistances(at::Tensor rows)
    : m_rows(std::move(rows)), m_products(at::zeros({m_rows.size(0), m_rows.size(0)}, at::kFloat)) {}

bool PairDistances::step() {
  const std::int64_t pairs = m_rows.size(0) * m_rows.size(0);
  const std::int64_t end = std::min(m_next + std::max<std::int64_t>(8, kProductsEachStep / pairs), m_rows.size(1));
  const at::Tensor some = m_rows.slice(1, m_next, end);
  const at::Tensor centred = some - some.mean(0);
  m_products.addmm_(centred, centred.t());
  m_next = end;
  return m_next < m_rows.size(1);
}

at::Tensor PairDistances::squares() const {
  const at::Tensor own = m_products.diagonal();
  return (own.unsqueeze(0) + own.unsqueeze(1) - 2 * m_products).clamp_min_(0);
}

TwoSets::TwoSets(const at::Tensor& squares, std::int64_t each)
    : m_squares(squares.contiguous()), m_count(squares.size(0) / 2), m_each(each) {}

/// Of the points of both sets, or of the first `among`; of equally near ones the first.
std::vector<std::int64_t> TwoSets::nearest(std::int64_t row, std::int64_t among) const {
  const float* distance = m_squares.const_data_ptr<float>() + row * m_squares.size(1);
  std::vector<std::int64_t> others;
  for (std::int64_t i = 0; i < among; ++i) {
    if (i % m_count != row % m_count) others.push_back(i);
  }
  std::partial_sort(others.begin(), others.begin() + m_each, others.end(), [&](std::int64_t a, std::int64_t b) {
    return distance[a] != distance[b] ? distance[a] < distance[b] : a < b;
  });
  others.resize(static_cast<std::size_t>(m_each));
  return others;
}

double TwoSets::separation() const {
  double right = 0.0;
  for (std::int64_t row = 0; row < 2 * m_count; ++row) {
    int own = 0;
    for (const std::int64_t other : nearest(row, 2 * m_count)) own += (other < m_count) == (row < m_count) ? 1 : 0;
    right += verdict(own, static_cast<int>(m_each) - own);
  }
  return right / static_cast<double>(2 * m_count);
}

double TwoSets::crossing(const std::vector<int>& classes, const std::vector<int>& from, const std::vector<int>& to,
                         const std::vector<bool>& asked) const {
  double crossed = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(m_count); ++i) {
    if (!asked[i]) continue;
    int there = 0;
    int here = 0;
    for (const std::int64_t other : nearest(static_cast<std::int64_t>(i) + m_count, m_count)) {
      there += classes[static_cast<std::size_t>(other)] == to[i] ? 1 : 0;
      here += classes[static_cast<std::size_t>(other)] == from[i] ? 1 : 0;
    }
    crossed += verdict(there, here);
    ++count;
  }
  return count > 0 ? crossed / count : 0.0;
}

}  // namespace adv
