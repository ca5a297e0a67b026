// SPDX-License-Identifier: GPL-3.0-or-later
// Projected gradient descent. Madry, Makelov, Schmidt, Tsipras, Vladu 2018, "Towards deep learning models resistant to
// adversarial attacks", section 2.1, from random starts (section 3). In L2 the step is the gradient over its length, as
// in the authors' robustness package. A restart is judged by its last iterate.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/best_found.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

class PgdRun : public AttackRun {
 public:
  PgdRun(const AttackInfo& info, AttackProblem problem, ParamValues params)
      : m_problem(std::move(problem)),
        m_params(std::move(params)),
        m_norm(ballNormOf(info, m_params)),
        m_steps(static_cast<int>(m_params.at("steps"))),
        m_restarts(static_cast<int>(m_params.at("restarts"))),
        m_draws(m_problem.xPixel, m_problem.seed),
        m_active(m_problem.xPixel),
        m_best(m_problem.xPixel),
        m_shown(m_problem.xPixel) {}

  void step() override {
    const at::NoGradGuard noGrad;
    if (m_step == 0) begin();
    takeStep();
    ++m_step;
    if (m_restart == 0) m_shown = m_x;
    if (m_step == m_steps) finishRestart();
  }
  bool isDone() const override { return m_restart == m_restarts || m_active.isEmpty(); }
  int stepsPlanned() const override { return m_steps * m_restarts; }
  const at::Tensor& adversarial() const override { return m_shown; }
  at::Tensor logitsBeforeLastStep() const override { return m_logits; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  void begin() {
    m_x0 = m_active.pick(m_problem.xPixel);
    m_labels = m_active.pick(m_problem.labels);
    m_targets = m_active.pick(m_problem.targets);
    m_x = m_active.pick(randomStart(m_problem.xPixel, m_norm, m_params.at("epsilon"), m_draws));
  }

  void takeStep() {
    const LossGradient loss = crossEntropyGradient(*m_problem.model, m_x, m_targets.value_or(m_labels));
    const bool isShown = m_restart == 0 && m_step > 0;
    m_logits = isShown ? loss.logits : at::Tensor();
    const at::Tensor zeroShare = zeroShareOf(loss.gradient);
    m_zeroShare = m_zeroShare.defined() ? m_active.putBack(m_zeroShare, zeroShare) : zeroShare;
    const double alpha = m_targets ? -m_params.at("step-size") : m_params.at("step-size");
    m_x = projectToBall(m_x + steepestDirection(loss.gradient, m_norm) * alpha, m_x0, m_norm, m_params.at("epsilon"));
  }

  /// The last iterates are tried, but for a single run, whose result they are.
  void finishRestart() {
    m_step = 0;
    ++m_restart;
    if (m_restarts == 1) return;
    const at::Tensor logits = logitsOf(*m_problem.model, m_x);
    const at::Tensor loss = crossEntropyLoss(logits, m_targets.value_or(m_labels));
    const at::Tensor fooled = isFooled(logits, m_labels, m_targets);
    m_best.offer(m_active, m_x, m_targets ? loss.neg() : loss, fooled);
    m_shown = m_best.xPixel();
    m_active.drop(fooled);
  }

  AttackProblem m_problem;
  ParamValues m_params;
  BallNorm m_norm;
  int m_steps;
  int m_restarts;
  ImageDraws m_draws;
  ActiveSet m_active;
  BestFound m_best;
  at::Tensor m_shown;
  int m_restart = 0;
  int m_step = 0;  ///< of this restart
  // Of the active pictures:
  at::Tensor m_x0;
  at::Tensor m_labels;
  std::optional<at::Tensor> m_targets;
  at::Tensor m_x;
  at::Tensor m_logits;
  at::Tensor m_zeroShare;  ///< of all
};

class Pgd : public Attack {
 public:
  Pgd() {
    m_info.id = "pgd";
    m_info.title = "PGD";
    m_info.norm = "L∞";
    m_info.summary = "Steps up the loss's gradient from random points of the ball, each projected back into it.";
    m_info.formula =
        "x₀ uniform in the ball of ε around x;  x_{t+1} = Π_{x,ε}(x_t + α · sign(∇J(x_t, y))); in L2: α · ∇J / ‖∇J‖₂; "
        "with a target t: minus, and ∇J(x_t, t)";
    m_info.citation = "Madry et al. 2018, section 2.1";
    m_info.targeting = Targeting::Optional;
    m_info.isAnytime = true;
    m_info.params = {normSpec(m_info.citation), wideEpsilonSpec(m_info.citation, "in the chosen norm", 8.0 / 255.0),
                     wideStepSizeSpec(m_info.citation), stepsSpec(20, "Steps of each restart.", m_info.citation),
                     restartsSpec(1,
                                  "Runs from other random points; each picture keeps its worst for the network, and "
                                  "one that is fooled is left out of the next run.",
                                  m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    ParamValues params = withDefaults(m_info, problem.params);
    params.try_emplace("step-size", params.at("epsilon") / 4);
    return std::make_unique<PgdRun>(m_info, std::move(problem), std::move(params));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Pgd> kRegistered;

}  // namespace
}  // namespace adv
