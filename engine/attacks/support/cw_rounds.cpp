// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/cw_rounds.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/attacks/support/norms.hpp"

namespace adv {

CwRoundsRun::CwRoundsRun(const AttackInfo& info, AttackProblem problem, ChangeSize measure, double largestConstant,
                         int rounds)
    : SmallestChangeRun(info, std::move(problem), measure),
      m_confidence(param("confidence")),
      m_largestConstant(largestConstant),
      m_descent(x0Pixel(), param("learning-rate")),
      m_constant(at::full({activeCount()}, param("constant"), x0Pixel().options())),
      m_progress(m_constant, param("steps")) {
  setConfidence(m_confidence);
  const double doublings = std::max(0.0, std::ceil(std::log2(largestConstant / param("constant")))) + 1;
  planSteps(static_cast<int>((rounds + doublings) * param("steps")));
}

at::Tensor CwRoundsRun::iterate() {
  const at::Tensor mask = allowed();
  const at::Tensor x = mask.defined() ? at::where(mask.gt(0), m_descent.xPixel(), x0Pixel()) : m_descent.xPixel();
  const LossGradient f = shortfallGradient(x);
  const at::Tensor succeeds = offer(x, f.logits);
  const Distance d = distance(x - x0Pixel());
  const at::Tensor loss = d.value + m_constant * (f.loss + m_confidence).clamp_min(0);
  const at::Tensor pull = m_constant * f.loss.gt(-m_confidence);
  const at::Tensor gradient = f.gradient * perPicture(pull) + d.gradient;
  m_descent.step(mask.defined() ? gradient * mask : gradient);

  const at::Tensor isStuck = m_progress.isStuck(loss);
  const at::Tensor isSolved = succeeds.logical_and(isCloseEnough(d.value));
  const at::Tensor isLost = isStuck.logical_or(m_progress.isSpent()).logical_and_(isSolved.logical_not());
  m_constant = at::where(isLost, 2 * m_constant, m_constant);
  m_progress.restart(isSolved.logical_or(isLost));
  m_descent.restart(isSolved, x);
  return harden(isSolved, x, f.gradient).logical_or(m_constant.gt(m_largestConstant));
}

void CwRoundsRun::keep(const at::Tensor& indices) {
  m_descent.keep(indices);
  m_progress.keep(indices);
  m_constant = m_constant.index_select(0, indices);
}

}  // namespace adv
