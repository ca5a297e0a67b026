// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/iterative_sign.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/attacks/support/norms.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/kernel_plugin.hpp"

namespace adv {

IterativeSignRun::IterativeSignRun(AttackProblem problem, ParamValues params)
    : m_problem(std::move(problem)), m_params(std::move(params)), m_x(m_problem.xPixel) {}

void IterativeSignRun::step() {
  const at::NoGradGuard noGrad;
  const at::Tensor& classes = m_problem.targets ? *m_problem.targets : m_problem.labels;
  const at::Tensor point = gradientPoint();
  const LossGradient loss = crossEntropyGradient(*m_problem.model, point, classes);
  m_logits = point.is_same(m_x) ? loss.logits : at::Tensor();
  m_zeroShare = zeroShareOf(loss.gradient);
  m_x = bimStep(m_x, followed(loss.gradient), m_problem.xPixel, param("step-size"), param("epsilon"), sign());
  ++m_done;
}

}  // namespace adv
