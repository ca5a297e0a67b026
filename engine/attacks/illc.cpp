// SPDX-License-Identifier: GPL-3.0-or-later
// Iterative least-likely class method. Kurakin, Goodfellow, Bengio 2017, "Adversarial examples in the physical world",
// section 2.3: y_LL = argmin_y p(y | X), then the basic iteration with minus the sign of ∇J(X_N, y_LL).
#include <ATen/ATen.h>

#include "engine/attacks/support/iterative_sign.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

class Illc : public Attack {
 public:
  Illc() {
    m_info.id = "illc";
    m_info.title = "Least likely";
    m_info.norm = "L∞";
    m_info.summary =
        "Iterates towards the class that the network finds least likely for this picture (or towards a given one).";
    m_info.formula = "y_LL = argmin p(y|X);  X_{N+1} = Clip_{X,ε}{X_N − α · sign(∇J(X_N, y_LL))}";
    m_info.citation = "Kurakin, Goodfellow, Bengio 2017, section 2.3";
    m_info.targeting = Targeting::LeastLikely;
    m_info.isAnytime = true;
    m_info.params = {epsilonSpec(m_info.citation), stepSizeSpec(m_info.citation), kurakinStepsSpec()};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    if (!problem.targets) problem.targets = logitsOf(*problem.model, problem.xPixel).argmin(1);
    return std::make_unique<IterativeSignRun>(problem, withKurakinSteps(m_info, problem.params));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Illc> kRegistered;

}  // namespace
}  // namespace adv
