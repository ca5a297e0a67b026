// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/attack.hpp"

namespace adv {

/// The iteration along the sign of the cross-entropy's gradient, without a random start (Kurakin, Goodfellow, Bengio
/// 2017, section 2.2 and 2.3): X₀ = X,  X_{N+1} = Clip_{X,ε}{X_N ± α sign(∇J(X_N, class))}: plus away from the label,
/// minus towards a target.
class IterativeSignRun : public AttackRun {
 public:
  /// `problem.targets`, where given, are the classes to reach. `params` holds every parameter: epsilon, step-size,
  /// steps, and what a derived run adds.
  IterativeSignRun(AttackProblem problem, ParamValues params);

  void step() override;
  bool isDone() const override { return m_done == stepsPlanned(); }
  int stepsPlanned() const override { return static_cast<int>(m_params.at("steps")); }
  const at::Tensor& adversarial() const override { return m_x; }
  at::Tensor logitsBeforeLastStep() const override { return m_logits; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 protected:
  double param(const std::string& name) const { return m_params.at(name); }
  /// +1 where the loss is climbed, away from the label; -1 where it is descended, towards a target.
  double sign() const { return m_problem.targets ? -1.0 : 1.0; }
  /// Where the gradient is taken: at the iterate itself.
  virtual at::Tensor gradientPoint() const { return m_x; }
  /// What the step follows the sign of: the gradient itself.
  virtual at::Tensor followed(const at::Tensor& gradient) { return gradient; }

 private:
  AttackProblem m_problem;
  ParamValues m_params;
  int m_done = 0;
  at::Tensor m_x;
  at::Tensor m_logits;
  at::Tensor m_zeroShare;
};

}  // namespace adv
