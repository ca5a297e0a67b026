// SPDX-License-Identifier: GPL-3.0-or-later
// Auto-PGD. Croce, Hein 2020, "Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free
// attacks", algorithm 1 (in support/auto_ascent), with the cross-entropy, the difference of logits ratio (equation 6),
// or its targeted form (equation 7) for the likeliest other classes one after the other.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <limits>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/auto_ascent.hpp"
#include "engine/attacks/support/best_found.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

enum class Loss { CrossEntropy, Dlr, DlrTargeted };  // in the order of the parameter's choices

/// What is climbed, [n]: the loss of the labels, or minus that of the goals where they are defined.
at::Tensor climbed(Loss loss, const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& goals) {
  if (loss == Loss::CrossEntropy)
    return goals.defined() ? crossEntropyLoss(logits, goals).neg() : crossEntropyLoss(logits, labels);
  return goals.defined() ? dlrLossTargeted(logits, labels, goals) : dlrLoss(logits, labels);
}

class ApgdRun : public AttackRun {
 public:
  ApgdRun(const AttackInfo& info, AttackProblem problem, ParamValues params)
      : m_problem(std::move(problem)),
        m_params(std::move(params)),
        m_ball{ballNormOf(info, m_params), m_params.at("epsilon")},
        m_loss(static_cast<Loss>(m_params.at("loss"))),
        m_draws(m_problem.xPixel, m_problem.seed),
        m_active(m_problem.xPixel),
        m_best(m_problem.xPixel) {
    const int others = std::max(m_problem.model->info().classCount() - 1, 1);
    if (triesClasses()) m_goalCount = std::min(static_cast<int>(m_params.at("classes")), others);
  }

  void step() override {
    const at::NoGradGuard noGrad;
    if (!m_ascent) begin();
    m_ascent->step();
    offer();
    if (m_ascent->isDone()) finishRound();
  }
  bool isDone() const override { return m_round == rounds() || m_active.isEmpty(); }
  int stepsPlanned() const override { return stepsEach() * rounds(); }
  const at::Tensor& adversarial() const override { return m_best.xPixel(); }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  bool triesClasses() const { return m_loss == Loss::DlrTargeted && !m_problem.targets; }
  int stepsEach() const { return static_cast<int>(m_params.at("steps")); }
  int restarts() const { return static_cast<int>(m_params.at("restarts")); }
  int rounds() const { return restarts() * m_goalCount; }

  /// All restarts towards one class, then the next.
  void begin() {
    m_labels = m_active.pick(m_problem.labels);
    m_targets = m_active.pick(m_problem.targets);
    at::Tensor goals = m_targets.value_or(at::Tensor());
    if (triesClasses()) goals = m_active.pick(likeliestOthers()).select(1, m_round / restarts());
    const auto loss = [kind = m_loss, labels = m_labels, goals](const at::Tensor& logits, std::int64_t begin) {
      const auto part = [&](const at::Tensor& all) {
        return all.defined() ? all.narrow(0, begin, logits.size(0)) : all;
      };
      return climbed(kind, logits, part(labels), part(goals));
    };
    const at::Tensor start = randomStart(m_problem.xPixel, m_ball.norm, m_ball.radius, m_draws);
    m_ascent = std::make_unique<AutoAscent>(
        AutoAscent::Task{*m_problem.model, m_active.pick(m_problem.xPixel), m_ball, stepsEach(), loss},
        m_active.pick(start));
    offer();
  }

  /// [N, goals]: the classes with the largest logits for the originals, without the labels.
  const at::Tensor& likeliestOthers() {
    if (!m_others.defined()) {
      const at::Tensor logits = logitsOf(*m_problem.model, m_problem.xPixel);
      const at::Tensor others =
          logits.scatter(1, m_problem.labels.unsqueeze(1), -std::numeric_limits<double>::infinity());
      m_others = std::get<1>(others.sort(1, true)).narrow(1, 0, m_goalCount);
    }
    return m_others;
  }

  void offer() {
    const LossGradient& found = m_ascent->found();
    m_best.offer(m_active, m_ascent->xPixel(), found.loss, isFooled(found.logits, m_labels, m_targets));
    const at::Tensor zeroShare = zeroShareOf(found.gradient);
    m_zeroShare = m_zeroShare.defined() ? m_active.putBack(m_zeroShare, zeroShare) : zeroShare;
  }

  void finishRound() {
    m_active.drop(m_active.pick(m_best.isFooled()));
    m_ascent.reset();
    ++m_round;
  }

  AttackProblem m_problem;
  ParamValues m_params;
  Ball m_ball;
  Loss m_loss;
  int m_goalCount = 1;
  ImageDraws m_draws;
  ActiveSet m_active;
  BestFound m_best;
  at::Tensor m_others;
  at::Tensor m_zeroShare;
  int m_round = 0;
  // Of the active pictures:
  at::Tensor m_labels;
  std::optional<at::Tensor> m_targets;
  std::unique_ptr<AutoAscent> m_ascent;
};

class Apgd : public Attack {
 public:
  Apgd() {
    m_info.id = "apgd";
    m_info.title = "Auto-PGD";
    m_info.norm = "L∞";
    m_info.summary =
        "PGD that chooses its own step sizes and goes back to its best point: nothing to tune but the time.";
    m_info.formula =
        "z = Π(x_k + η ∇f(x_k));  x_{k+1} = Π(x_k + 0.75 (z − x_k) + 0.25 (x_k − x_{k−1})), the gradient of unit size; "
        "η = 2ε, halved where f rises too rarely; f: cross-entropy, or DLR = −(z_y − max_{i≠y} z_i) / (z₍₁₎ − z₍₃₎)";
    m_info.citation = "Croce, Hein 2020, algorithm 1";
    m_info.targeting = Targeting::Optional;
    m_info.params = {
        normSpec(m_info.citation),
        wideEpsilonSpec(m_info.citation, "in the chosen norm", 8.0 / 255.0),
        stepsSpec(100, "Steps of each run.", m_info.citation),
        restartsSpec(1, "Runs from other random points (for each class, where classes are tried).", m_info.citation),
        choiceSpec("loss", "Loss", {"ce", "dlr", "dlr-targeted"},
                   "What is climbed: the cross-entropy; the difference of logits ratio, which no scale of the logits "
                   "can hide; or its targeted form, for the likeliest other classes one after the other.",
                   "Croce, Hein 2020, equations 6 and 7"),
        integerSpec("classes", "Classes", "classes", 1, 1000, 9,
                    "How many of the likeliest other classes dlr-targeted tries, where no target is given.",
                    "Croce, Hein 2020, section 5")};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    ParamValues params = withDefaults(m_info, problem.params);
    return std::make_unique<ApgdRun>(m_info, std::move(problem), std::move(params));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Apgd> kRegistered;

}  // namespace
}  // namespace adv
