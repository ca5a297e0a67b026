// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/one_step.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

/// x(ε) = clip(x + ε d), in a single step.
class OneStepRun : public AttackRun {
 public:
  OneStepRun(const OneStepAttack& attack, AttackProblem problem)
      : m_attack(attack),
        m_problem(std::move(problem)),
        m_epsilon(paramOr(attack.info(), m_problem.params, "epsilon")),
        m_direction(m_problem.knownDirection.value_or(OneStepDirection{{}, m_problem.targets.value_or(at::Tensor())})),
        m_x(m_problem.xPixel) {}

  void step() override {
    const at::NoGradGuard noGrad;
    if (!m_problem.knownDirection) m_direction = m_attack.direction(m_problem);
    m_x = (m_problem.xPixel + m_direction.perPixel * m_epsilon).clamp_(0, 1);
    if (m_attack.info().usesGradient) m_zeroShare = zeroShareOf(m_direction.perPixel);
    m_done = true;
  }
  bool isDone() const override { return m_done; }
  int stepsPlanned() const override { return 1; }
  const at::Tensor& adversarial() const override { return m_x; }
  at::Tensor targets() const override { return m_direction.targets; }
  ParamValues resolvedParams() const override { return withDefaults(m_attack.info(), m_problem.params); }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  const OneStepAttack& m_attack;
  AttackProblem m_problem;
  double m_epsilon;
  OneStepDirection m_direction;
  at::Tensor m_x;
  at::Tensor m_zeroShare;
  bool m_done = false;
};

}  // namespace

std::unique_ptr<AttackRun> OneStepAttack::start(AttackProblem problem) const {
  checkProblem(info(), problem);
  return std::make_unique<OneStepRun>(*this, std::move(problem));
}

OneStepDirection crossEntropyDirection(const AttackProblem& problem, BallNorm norm) {
  const at::Tensor& classes = problem.targets ? *problem.targets : problem.labels;
  const at::Tensor up = steepestDirection(crossEntropyGradient(*problem.model, problem.xPixel, classes).gradient, norm);
  if (!problem.targets) return {up, {}};
  return {up.neg(), *problem.targets};
}

}  // namespace adv
