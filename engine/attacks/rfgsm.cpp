// SPDX-License-Identifier: GPL-3.0-or-later
// R+FGSM. Tramèr, Kurakin, Papernot, Goodfellow, Boneh, McDaniel 2018, "Ensemble adversarial training: attacks and
// defenses", section 4.1: a small random step first leaves the place where a masked network's gradient misleads.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/api/error.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/one_step.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

class RfgsmRun : public AttackRun {
 public:
  RfgsmRun(AttackProblem problem, ParamValues params)
      : m_problem(std::move(problem)), m_params(std::move(params)), m_x(m_problem.xPixel) {}

  void step() override {
    const at::NoGradGuard noGrad;
    const double alpha = m_params.at("random-step");
    const at::Tensor random = ImageDraws(m_problem.xPixel, m_problem.seed).normal().sign_();
    AttackProblem moved = m_problem;
    moved.xPixel = (m_problem.xPixel + random * alpha).clamp_(0, 1);
    const at::Tensor direction = crossEntropyDirection(moved, BallNorm::Linf).perPixel;
    m_zeroShare = zeroShareOf(direction);
    m_x = projectToBall(moved.xPixel + direction * (m_params.at("epsilon") - alpha), m_problem.xPixel, BallNorm::Linf,
                        m_params.at("epsilon"));
    m_done = true;
  }
  bool isDone() const override { return m_done; }
  int stepsPlanned() const override { return 1; }
  const at::Tensor& adversarial() const override { return m_x; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  AttackProblem m_problem;
  ParamValues m_params;
  at::Tensor m_x;
  at::Tensor m_zeroShare;
  bool m_done = false;
};

class Rfgsm : public Attack {
 public:
  Rfgsm() {
    m_info.id = "rfgsm";
    m_info.title = "R+FGSM";
    m_info.norm = "L∞";
    m_info.summary = "A small random step, then one step along the sign of the gradient found there.";
    m_info.formula =
        "x′ = x + α · sign(N(0, I));  x′ + (ε − α) · sign(∇J(x′, y)), both clipped to [0, 1]; with a target t: minus, "
        "and ∇J(x′, t)";
    m_info.citation = "Tramèr et al. 2018, section 4.1";
    m_info.targeting = Targeting::Optional;
    ParamSpec alpha = automatic(stepSizeSpec(m_info.citation), "At most ε. Left alone: ε/2.");
    alpha.name = "random-step";
    alpha.help = "How far the random step moves every channel. " + alpha.help;
    m_info.params = {epsilonSpec(m_info.citation), alpha};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    ParamValues params = withDefaults(m_info, problem.params);
    params.try_emplace("random-step", params.at("epsilon") / 2);
    if (params.at("random-step") > params.at("epsilon"))
      throw userFailure("The random step α of R+FGSM is larger than ε.", "Give an α of at most ε, or leave it out.");
    return std::make_unique<RfgsmRun>(std::move(problem), std::move(params));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Rfgsm> kRegistered;

}  // namespace
}  // namespace adv
