// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/progress_check.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace adv {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kShareThatIsProgress = 0.9999;

}  // namespace

ProgressCheck::ProgressCheck(const at::Tensor& like, double steps)
    : m_steps(steps),
      m_iterations(at::zeros_like(like)),
      m_lowest(at::full_like(like, kInfinity)),
      m_lowestAtCheck(m_lowest) {}

at::Tensor ProgressCheck::isStuck(const at::Tensor& loss) {
  m_iterations = m_iterations + 1;
  m_lowest = at::minimum(m_lowest, loss);
  const at::Tensor isCheck = m_iterations.remainder(std::ceil(m_steps / 10)).eq(0);
  const at::Tensor isStuck = isCheck.logical_and(m_lowest.gt(kShareThatIsProgress * m_lowestAtCheck));
  m_lowestAtCheck = at::where(isCheck, m_lowest, m_lowestAtCheck);
  return isStuck;
}

at::Tensor ProgressCheck::isSpent() const { return m_iterations.ge(m_steps); }

void ProgressCheck::restart(const at::Tensor& mask) {
  m_iterations = m_iterations.masked_fill(mask, 0);
  m_lowest = m_lowest.masked_fill(mask, kInfinity);
  m_lowestAtCheck = m_lowestAtCheck.masked_fill(mask, kInfinity);
}

void ProgressCheck::keep(const at::Tensor& indices) {
  for (at::Tensor* state : {&m_iterations, &m_lowest, &m_lowestAtCheck}) *state = state->index_select(0, indices);
}

}  // namespace adv
