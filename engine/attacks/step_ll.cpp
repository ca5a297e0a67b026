// SPDX-License-Identifier: GPL-3.0-or-later
// One step towards the least likely class ("step l.l."). Kurakin, Goodfellow, Bengio 2017, "Adversarial machine
// learning at scale", section 2.2: X − ε sign(∇J(X, y_target)) with y_target = argmin_y p(y | X). Clipped to [0, 1].
#include <ATen/ATen.h>

#include "engine/attacks/support/one_step.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

class StepLl : public OneStepAttack {
 public:
  StepLl() {
    m_info.id = "step_ll";
    m_info.title = "Step least-likely";
    m_info.norm = "L∞";
    m_info.summary =
        "One step of ε towards the class that the network finds least likely for this picture (or towards a given "
        "one).";
    m_info.formula = "y_LL = argmin p(y|X);  X − ε · sign(∇J(X, y_LL)), clipped to [0, 1]";
    m_info.citation = "Kurakin, Goodfellow, Bengio 2017, Adversarial machine learning at scale, section 2.2";
    m_info.targeting = Targeting::LeastLikely;
    m_info.oneStep = true;
    m_info.params = {epsilonSpec(m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  OneStepDirection direction(const AttackProblem& problem) const override {
    AttackProblem aimed = problem;
    if (!aimed.targets) aimed.targets = logitsOf(*problem.model, problem.xPixel).argmin(1);
    return crossEntropyDirection(aimed, BallNorm::Linf);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<StepLl> kRegistered;

}  // namespace
}  // namespace adv
