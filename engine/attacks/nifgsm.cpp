// SPDX-License-Identifier: GPL-3.0-or-later
// Nesterov iterative fast gradient sign method. Lin, Song, He, Wang, Hopcroft 2020, "Nesterov accelerated gradient and
// scale invariance for adversarial attacks", section 3.1, equations 6 to 8.
#include "engine/attacks/support/momentum_sign.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

class NiFgsm : public Attack {
 public:
  NiFgsm() {
    m_info.id = "nifgsm";
    m_info.title = "NI-FGSM";
    m_info.norm = "L∞";
    m_info.summary = "MI-FGSM with the gradient taken a step ahead, where the momentum is about to lead.";
    m_info.formula =
        "x̂_t = x_t + α μ g_t;  g_{t+1} = μ g_t + ∇J(x̂_t, y) / ‖∇J(x̂_t, y)‖₁;  "
        "x_{t+1} = Clip_{x,ε}{x_t + α · sign(g_{t+1})}";
    m_info.citation = "Lin et al. 2020, section 3.1";
    m_info.targeting = Targeting::Optional;
    m_info.params = momentumSpecs(m_info.citation);
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<MomentumSignRun>(m_info, std::move(problem), MomentumSignRun::Gradient::Ahead);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<NiFgsm> kRegistered;

}  // namespace
}  // namespace adv
