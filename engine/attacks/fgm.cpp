// SPDX-License-Identifier: GPL-3.0-or-later
// Fast gradient method in L2. Goodfellow, Shlens, Szegedy 2014, "Explaining and harnessing adversarial examples",
// section 4 maximises the linearised loss over an L∞ ball, which gives the sign; over a Euclidean ball the same
// argument gives the gradient over its length (Miyato, Dai, Goodfellow 2017, "Adversarial training methods for
// semi-supervised text classification", equation 5).
#include "engine/attacks/support/one_step.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

class Fgm : public OneStepAttack {
 public:
  Fgm() {
    m_info.id = "fgm";
    m_info.title = "FGM L2";
    m_info.norm = "L2";
    m_info.summary = "One step of Euclidean length ε along the loss's gradient.";
    m_info.formula = "x + ε · ∇J(x, y) / ‖∇J(x, y)‖₂, clipped to [0, 1]; with a target t: minus, and ∇J(x, t)";
    m_info.citation = "Goodfellow, Shlens, Szegedy 2014, section 4, with the L2 ball";
    m_info.targeting = Targeting::Optional;
    m_info.oneStep = true;
    m_info.params = {wideEpsilonSpec(m_info.citation, "L2", 128.0 / 255.0)};
  }

  const AttackInfo& info() const override { return m_info; }

  OneStepDirection direction(const AttackProblem& problem) const override {
    return crossEntropyDirection(problem, BallNorm::L2);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Fgm> kRegistered;

}  // namespace
}  // namespace adv
