// SPDX-License-Identifier: GPL-3.0-or-later
// Fast gradient sign method. Goodfellow, Shlens, Szegedy 2014, "Explaining and harnessing adversarial examples",
// section 4: η = ε sign(∇x J(θ, x, y)). Clipped to [0, 1], which the paper leaves open. With a target, minus the sign
// (Kurakin, Goodfellow, Bengio 2017).
#include "engine/attacks/support/one_step.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

class Fgsm : public OneStepAttack {
 public:
  Fgsm() {
    m_info.id = "fgsm";
    m_info.title = "FGSM";
    m_info.norm = "L∞";
    m_info.summary = "One step of ε along the sign of the loss's gradient: the fast method.";
    m_info.formula = "x + ε · sign(∇J(x, y)), clipped to [0, 1]; with a target t: x − ε · sign(∇J(x, t))";
    m_info.citation = "Goodfellow, Shlens, Szegedy 2014, section 4";
    m_info.targeting = Targeting::Optional;
    m_info.oneStep = true;
    m_info.params = {epsilonSpec(m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  OneStepDirection direction(const AttackProblem& problem) const override {
    return crossEntropyDirection(problem, BallNorm::Linf);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Fgsm> kRegistered;

}  // namespace
}  // namespace adv
