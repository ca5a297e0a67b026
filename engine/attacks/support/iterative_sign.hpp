// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/attack.hpp"

namespace adv {

/// The iteration that BIM and ILLC share (Kurakin, Goodfellow, Bengio 2017, section 2.2 and 2.3), without a random
/// start: X₀ = X,  X_{N+1} = Clip_{X,ε}{X_N ± α sign(∇J(X_N, class))}: plus away from the label, minus towards a
/// target.
class IterativeSignRun : public AttackRun {
 public:
  /// `problem.targets`, where given, are the classes to reach. Parameters: epsilon, step-size, steps.
  IterativeSignRun(const AttackInfo& info, AttackProblem problem);

  void step() override;
  bool isDone() const override { return m_done == m_steps; }
  int stepsPlanned() const override { return m_steps; }
  const at::Tensor& adversarial() const override { return m_x; }
  at::Tensor logitsBeforeLastStep() const override { return m_logits; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override;
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  AttackProblem m_problem;
  double m_epsilon;
  double m_stepSize;
  int m_steps;
  int m_done = 0;
  at::Tensor m_x;
  at::Tensor m_logits;
  at::Tensor m_zeroShare;
};

}  // namespace adv
