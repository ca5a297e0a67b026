// SPDX-License-Identifier: GPL-3.0-or-later
// AutoAttack, the standard run. Croce, Hein 2020, "Reliable evaluation of adversarial robustness with an ensemble of
// diverse parameter-free attacks", section 6, in the authors' published version: Auto-PGD on the cross-entropy,
// Auto-PGD on the targeted DLR and FAB for the nine likeliest other classes, and Square, each on the pictures that
// still stand.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <vector>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/active_set.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

struct Stage {
  const Attack& attack;
  ParamValues params;
};

/// `params` of the whole run, shared out.
std::vector<Stage> standardStages(const ParamValues& params) {
  const Attack& apgd = findAttack("apgd");
  const auto loss = [&](const char* name) { return parseParam(*apgd.info().param("loss"), name); };
  const ParamValues ball = {{"norm", params.at("norm")}, {"epsilon", params.at("epsilon")}};
  const auto inBall = [&](ParamValues more) {
    more.insert(ball.begin(), ball.end());
    return more;
  };
  const double steps = params.at("steps");
  const double classes = params.at("classes");
  return {{apgd, inBall({{"steps", steps}, {"loss", loss("ce")}})},
          {apgd, inBall({{"steps", steps}, {"loss", loss("dlr-targeted")}, {"classes", classes}})},
          {findAttack("fab"), inBall({{"steps", steps}, {"classes", classes}})},
          {findAttack("square"), inBall({{"queries", params.at("queries")}})}};
}

class AutoAttackRun : public AttackRun {
 public:
  AutoAttackRun(AttackProblem problem, ParamValues params)
      : m_problem(std::move(problem)),
        m_params(std::move(params)),
        m_stages(standardStages(m_params)),
        m_active(m_problem.xPixel),
        m_best(m_problem.xPixel) {
    for (const Stage& stage : m_stages) m_planned += startedOn(stage)->stepsPlanned();
  }

  void step() override {
    const at::NoGradGuard noGrad;
    if (!m_run) m_run = startedOn(m_stages[m_stage]);
    if (!m_run->isDone()) m_run->step();
    const at::Tensor zeroShare = m_run->zeroGradientShare();
    if (zeroShare.defined()) m_zeroShare = m_zeroShare.defined() ? m_active.putBack(m_zeroShare, zeroShare) : zeroShare;
    if (m_stage == 0) m_best = m_run->adversarial();
    if (m_run->isDone()) finishStage();
  }
  bool isDone() const override { return m_stage == m_stages.size() || m_active.isEmpty(); }
  int stepsPlanned() const override { return m_planned; }
  const at::Tensor& adversarial() const override { return m_best; }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  std::unique_ptr<AttackRun> startedOn(const Stage& stage) const {
    AttackProblem standing = m_problem;
    standing.xPixel = m_active.pick(m_problem.xPixel);
    standing.labels = m_active.pick(m_problem.labels);
    standing.params = stage.params;
    return stage.attack.start(std::move(standing));
  }

  /// What no stage fools keeps what the first one found.
  void finishStage() {
    const at::Tensor logits = logitsOf(*m_problem.model, m_run->adversarial());
    const at::Tensor fooled = isFooled(logits, m_active.pick(m_problem.labels), {});
    m_best = m_active.putBackWhere(m_best, m_run->adversarial(), fooled);
    m_active.drop(fooled);
    m_run.reset();
    ++m_stage;
  }

  AttackProblem m_problem;
  ParamValues m_params;
  std::vector<Stage> m_stages;
  int m_planned = 0;
  ActiveSet m_active;
  at::Tensor m_best;
  at::Tensor m_zeroShare;
  std::size_t m_stage = 0;
  std::unique_ptr<AttackRun> m_run;  ///< of this stage, on the active pictures
};

class AutoAttack : public Attack {
 public:
  AutoAttack() {
    m_info.id = "autoattack";
    m_info.title = "AutoAttack";
    m_info.norm = "L∞";
    m_info.summary =
        "The standard test of a defence: four attacks one after the other, each on what the others left standing.";
    m_info.formula =
        "Auto-PGD on the cross-entropy → Auto-PGD on the targeted DLR → targeted FAB → Square; fooled by any is fooled";
    m_info.citation = "Croce, Hein 2020, section 6";
    m_info.params = {
        normSpec(m_info.citation), wideEpsilonSpec(m_info.citation, "in the chosen norm", 8.0 / 255.0),
        stepsSpec(100, "Steps of each run of Auto-PGD and FAB; the standard has 100.", m_info.citation),
        integerSpec("classes", "Classes", "classes", 1, 999, 9,
                    "How many of the likeliest other classes the targeted attacks try; the standard has 9.",
                    m_info.citation),
        integerSpec("queries", "Queries", "queries", 2, 1'000'000, 5000,
                    "Queries of Square for each picture; the standard has 5,000.", m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    ParamValues params = withDefaults(m_info, problem.params);
    return std::make_unique<AutoAttackRun>(std::move(problem), std::move(params));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<AutoAttack> kRegistered;

}  // namespace
}  // namespace adv
