// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/momentum_sign.hpp"

#include <ATen/ATen.h>

#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

ParamValues resolved(const AttackInfo& info, const ParamValues& given) {
  ParamValues params = withDefaults(info, given);
  params.try_emplace("step-size", params.at("epsilon") / params.at("steps"));
  return params;
}

}  // namespace

std::vector<ParamSpec> momentumSpecs(const std::string& citation) {
  return {epsilonSpec(citation), automatic(stepSizeSpec(citation), "Left alone: ε over the number of iterations."),
          stepsSpec(10, "T: iterations in all.", citation),
          realSpec("decay", "μ", "", 0.0, 10.0, 1.0,
                   "How much of the earlier gradients is kept in each iteration; 0 is the basic iterative method.",
                   citation)};
}

MomentumSignRun::MomentumSignRun(const AttackInfo& info, AttackProblem problem, Gradient where)
    : IterativeSignRun(problem, resolved(info, problem.params)),
      m_where(where),
      m_momentum(at::zeros_like(problem.xPixel)) {}

at::Tensor MomentumSignRun::gradientPoint() const {
  const at::Tensor here = IterativeSignRun::gradientPoint();
  const double ahead = sign() * param("step-size") * param("decay");
  return m_where == Gradient::Here || ahead == 0.0 ? here : here + m_momentum * ahead;
}

at::Tensor MomentumSignRun::followed(const at::Tensor& gradient) {
  m_momentum = m_momentum * param("decay") + overMeanSize(gradient);
  return m_momentum;
}

}  // namespace adv
