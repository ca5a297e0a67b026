// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/iterative_sign.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/kernel_plugin.hpp"

namespace adv {

IterativeSignRun::IterativeSignRun(const AttackInfo& info, AttackProblem problem)
    : m_problem(std::move(problem)),
      m_epsilon(paramOr(info, m_problem.params, "epsilon")),
      m_stepSize(paramOr(info, m_problem.params, "step-size")),
      m_x(m_problem.xPixel) {
  const auto given = m_problem.params.find("steps");
  m_steps = given != m_problem.params.end() ? static_cast<int>(given->second) : kurakinSteps(m_epsilon);
}

void IterativeSignRun::step() {
  const at::Tensor& classes = m_problem.targets ? *m_problem.targets : m_problem.labels;
  const LossGradient loss = crossEntropyGradient(*m_problem.model, m_x, classes);
  m_logits = loss.logits;
  const at::NoGradGuard noGrad;
  m_zeroShare = loss.gradient.eq(0).flatten(1).to(at::kFloat).mean(1);
  m_x = bimStep(m_x, loss.gradient, m_problem.xPixel, m_stepSize, m_epsilon, m_problem.targets ? -1.0 : 1.0);
  ++m_done;
}

ParamValues IterativeSignRun::resolvedParams() const {
  return {{"epsilon", m_epsilon}, {"step-size", m_stepSize}, {"steps", static_cast<double>(m_steps)}};
}

}  // namespace adv
