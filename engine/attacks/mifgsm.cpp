// SPDX-License-Identifier: GPL-3.0-or-later
// Momentum iterative fast gradient sign method. Dong, Liao, Pang, Su, Zhu, Hu, Li 2018, "Boosting adversarial attacks
// with momentum", algorithm 1; targeted as in equation 9.
#include "engine/attacks/support/momentum_sign.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

class MiFgsm : public Attack {
 public:
  MiFgsm() {
    m_info.id = "mifgsm";
    m_info.title = "MI-FGSM";
    m_info.norm = "L∞";
    m_info.summary =
        "Iterates along the sign of a momentum of the gradients, which lets its pictures transfer to other networks.";
    m_info.formula =
        "g₀ = 0;  g_{t+1} = μ g_t + ∇J(x_t, y) / ‖∇J(x_t, y)‖₁;  x_{t+1} = Clip_{x,ε}{x_t + α · sign(g_{t+1})}";
    m_info.citation = "Dong et al. 2018, algorithm 1";
    m_info.targeting = Targeting::Optional;
    m_info.params = momentumSpecs(m_info.citation);
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<MomentumSignRun>(m_info, std::move(problem), MomentumSignRun::Gradient::Here);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<MiFgsm> kRegistered;

}  // namespace
}  // namespace adv
