// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

/// x(ε) = clip(x + ε d), in a single step.
class OneStepRun : public AttackRun {
 public:
  OneStepRun(const OneStepAttack& attack, AttackProblem problem)
      : m_attack(attack),
        m_problem(std::move(problem)),
        m_epsilon(paramOr(attack.info(), m_problem.params, "epsilon")),
        m_x(m_problem.xPixel) {}

  void step() override {
    const at::NoGradGuard noGrad;
    const at::Tensor direction = m_problem.knownDirection ? *m_problem.knownDirection : m_attack.direction(m_problem);
    m_x = (m_problem.xPixel + direction * m_epsilon).clamp_(0, 1);
    if (m_attack.info().usesGradient) m_zeroShare = direction.eq(0).flatten(1).to(at::kFloat).mean(1);
    m_done = true;
  }
  bool isDone() const override { return m_done; }
  int stepsPlanned() const override { return 1; }
  const at::Tensor& adversarial() const override { return m_x; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return withDefaults(m_attack.info(), m_problem.params); }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  const OneStepAttack& m_attack;
  AttackProblem m_problem;
  double m_epsilon;
  at::Tensor m_x;
  at::Tensor m_zeroShare;
  bool m_done = false;
};

}  // namespace

std::unique_ptr<AttackRun> OneStepAttack::start(AttackProblem problem) const {
  checkProblem(info(), problem);
  return std::make_unique<OneStepRun>(*this, std::move(problem));
}

}  // namespace adv
