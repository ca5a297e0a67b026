// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/set_separation.hpp"

#include <ATen/ATen.h>

namespace adv {
namespace {

/// Calls `take` for the `each` nearest of a row, without the point's partner.
template <class Take>
void withoutPartner(const Neighbours& neighbours, std::int64_t row, std::int64_t partner, std::int64_t each,
                    Take&& take) {
  std::int64_t taken = 0;
  for (std::int64_t k = 0; k < neighbours.each && taken < each; ++k) {
    const int index = neighbours.index[static_cast<std::size_t>(row * neighbours.each + k)];
    if (index == partner) continue;
    take(index);
    ++taken;
  }
}

double verdict(int more, int less) { return more > less ? 1.0 : more == less ? 0.5 : 0.0; }

}  // namespace

SetSeparation::SetSeparation(const at::Tensor& clean, const at::Tensor& other, std::int64_t each)
    : m_both(at::cat({clean, other})),
      m_count(clean.size(0)),
      m_each(each),
      m_amongBoth(m_both, m_both, each + 1, Metric::Euclidean),
      m_amongClean(other, clean, each + 1, Metric::Euclidean) {}

bool SetSeparation::step() {
  if (!m_amongBoth.isDone()) {
    m_amongBoth.step();
  } else if (!m_amongClean.isDone()) {
    m_amongClean.step();
  } else {
    m_ofBoth = m_amongBoth.take();
    m_ofClean = m_amongClean.take();
    return false;
  }
  return true;
}

double SetSeparation::separation() const {
  double right = 0.0;
  for (std::int64_t row = 0; row < 2 * m_count; ++row) {
    const bool isClean = row < m_count;
    int own = 0;
    withoutPartner(m_ofBoth, row, isClean ? row + m_count : row - m_count, m_each,
                   [&](int index) { own += (index < m_count) == isClean ? 1 : 0; });
    right += verdict(own, static_cast<int>(m_each) - own);
  }
  return right / static_cast<double>(2 * m_count);
}

double SetSeparation::crossing(const std::vector<int>& classes, const std::vector<int>& from,
                               const std::vector<int>& to, const std::vector<bool>& asked) const {
  double crossed = 0.0;
  int count = 0;
  for (std::int64_t row = 0; row < m_count; ++row) {
    const auto i = static_cast<std::size_t>(row);
    if (!asked[i]) continue;
    int there = 0;
    int here = 0;
    withoutPartner(m_ofClean, row, row, m_each, [&](int index) {
      there += classes[static_cast<std::size_t>(index)] == to[i] ? 1 : 0;
      here += classes[static_cast<std::size_t>(index)] == from[i] ? 1 : 0;
    });
    crossed += verdict(there, here);
    ++count;
  }
  return count > 0 ? crossed / count : 0.0;
}

}  // namespace adv
