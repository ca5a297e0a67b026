// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of an attack in one file, as "Add an attack" in ARCHITECTURE.md builds it up. Only the tests link it.
#include <ATen/ATen.h>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

class TowardsGrey : public OneStepAttack {
 public:
  TowardsGrey() {
    m_info.id = "toy";
    m_info.title = "Towards grey";
    m_info.norm = "L∞";
    m_info.summary = "Moves every channel towards one grey level.";
    m_info.formula = "x + ε · sign(g − x), clipped to [0, 1]";
    m_info.citation = "an example, of no paper";
    m_info.oneStep = true;
    m_info.usesGradient = false;
    m_info.params = {epsilonSpec(m_info.citation),
                     choiceSpec("grey", "Grey level", {"middle", "black"}, "Where to go.", m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  OneStepDirection direction(const AttackProblem& problem) const override {
    const bool isBlack = paramOr(m_info, problem.params, "grey") == 1.0;
    return {((isBlack ? 0.0 : 0.5) - problem.xPixel).sign(), {}};
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<TowardsGrey> kRegistered;

}  // namespace
}  // namespace adv
