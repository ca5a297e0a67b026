// SPDX-License-Identifier: GPL-3.0-or-later
// Basic iterative method. Kurakin, Goodfellow, Bengio 2017, "Adversarial examples in the physical world", section 2.2.
#include "engine/attacks/support/iterative_sign.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

class Bim : public Attack {
 public:
  Bim() {
    m_info.id = "bim";
    m_info.title = "BIM";
    m_info.norm = "L∞";
    m_info.summary =
        "Many small steps along the gradient's sign, each clipped to the ε-ball: the basic iterative method.";
    m_info.formula =
        "X₀ = X;  X_{N+1} = Clip_{X,ε}{X_N + α · sign(∇J(X_N, y))}; with a target t: minus, and ∇J(X_N, t)";
    m_info.citation = "Kurakin, Goodfellow, Bengio 2017, section 2.2";
    m_info.targeting = Targeting::Optional;
    m_info.isAnytime = true;
    m_info.params = {epsilonSpec(m_info.citation), stepSizeSpec(m_info.citation), kurakinStepsSpec()};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<IterativeSignRun>(problem, withKurakinSteps(m_info, problem.params));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Bim> kRegistered;

}  // namespace
}  // namespace adv
