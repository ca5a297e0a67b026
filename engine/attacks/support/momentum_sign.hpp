// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/support/iterative_sign.hpp"

namespace adv {

/// The parameters of the momentum iterations: epsilon, step-size (left alone: ε / T), steps, decay.
std::vector<ParamSpec> momentumSpecs(const std::string& citation);

/// The sign iteration with momentum (Dong et al. 2018, algorithm 1): g ← μ g + ∇J / ‖∇J‖₁, and the step follows the
/// sign of g. ‖·‖₁ is the mean of the absolute values, as in the code of both papers: the sign does not see the
/// difference to their sum, and the look-ahead is too short to matter with the sum.
class MomentumSignRun : public IterativeSignRun {
 public:
  enum class Gradient {
    Here,   ///< at x (Dong et al. 2018)
    Ahead,  ///< at x ± α μ g, Nesterov's look-ahead, not clipped (Lin et al. 2020, equation 6)
  };
  MomentumSignRun(const AttackInfo& info, AttackProblem problem, Gradient where);

 protected:
  at::Tensor gradientPoint() const override;
  at::Tensor followed(const at::Tensor& gradient) override;

 private:
  Gradient m_where;
  at::Tensor m_momentum;  ///< g
};

}  // namespace adv
