// SPDX-License-Identifier: GPL-3.0-or-later
// Natural evolution strategies: the gradient is estimated from answers to
// antithetic Gaussian samples and followed as PGD follows the true one. Ilyas,
// Engstrom, Athalye, Lin 2018, "Black-box adversarial attacks with limited
// queries and information", section 2.2 and algorithm 1.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/attacks/support/active_set.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/queries.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

class NesRun : public AttackRun {
 public:
  NesRun(const AttackInfo& info, AttackProblem problem)
      : m_problem(std::move(problem)),
        m_params(withDefaults(info, m_problem.params)),
        m_epsilon(m_params.at("epsilon")),
        m_pairs(static_cast<int>(m_params.at("samples")) / 2),
        m_pairsPerStep(std::clamp(queriesPerStep(m_problem.xPixel) / 2, 1, m_pairs)),
        m_iterations((static_cast<int>(m_params.at("queries")) - 1) / (2 * m_pairs + 1)),
        m_draws(m_problem.xPixel, m_problem.seed),
        m_active(m_problem.xPixel),
        m_x(m_problem.xPixel),
        m_best(m_problem.xPixel),
        m_gain(at::full_like(m_problem.labels, -std::numeric_limits<double>::infinity(), at::kFloat)) {}

  void step() override {
    const at::NoGradGuard noGrad;
    if (m_iteration == 0 && m_pairsDone == 0) judge();
    if (isDone()) return;
    sample(std::min(m_pairsPerStep, m_pairs - m_pairsDone));
    if (m_pairsDone < m_pairs) return;
    move();
    judge();
  }
  bool isDone() const override { return m_iteration == m_iterations || m_active.isEmpty(); }
  int stepsPlanned() const override { return m_iterations * ((m_pairs + m_pairsPerStep - 1) / m_pairsPerStep); }
  const at::Tensor& adversarial() const override { return m_best; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }

 private:
  /// Adds `pairs` antithetic pairs to the estimate g = Σ (J(x + σu) − J(x −
  /// σu)) u, of which only the sign is used.
  void sample(int pairs) {
    if (m_pairsDone == 0) m_gradient = at::zeros_like(m_x);
    const double sigma = m_params.at("sigma");
    std::vector<at::Tensor> noises, probes;
    for (int pair = 0; pair < pairs; ++pair) {
      noises.push_back(m_active.pick(m_draws.normal()));
      probes.push_back(m_x + sigma * noises.back());
      probes.push_back(m_x - sigma * noises.back());
    }
    const at::Tensor gains = gainOf(answersOf(*m_problem.model, at::cat(probes))).reshape({2 * pairs, -1});
    for (int pair = 0; pair < pairs; ++pair)
      m_gradient += noises[static_cast<std::size_t>(pair)] * perPicture(gains[2 * pair] - gains[2 * pair + 1]);
    m_pairsDone += pairs;
  }

  void move() {
    const double momentum = m_params.at("momentum");
    m_direction = m_iteration == 0 ? m_gradient : momentum * m_direction + (1 - momentum) * m_gradient;
    const at::Tensor moved = m_x + m_params.at("step-size") * m_direction.sign();
    m_x = projectToBall(moved, m_active.pick(m_problem.xPixel), BallNorm::Linf, m_epsilon);
    m_pairsDone = 0;
    ++m_iteration;
  }

  /// One query for each active picture: keeps the largest loss, and is done
  /// with what fools the network.
  void judge() {
    const at::Tensor logits = answersOf(*m_problem.model, m_x);
    const at::Tensor gain = gainOf(logits);
    const at::Tensor fooled = isFooled(logits, m_active.pick(m_problem.labels), m_active.pick(m_problem.targets));
    const at::Tensor better = gain.gt(m_active.pick(m_gain)).logical_or(fooled);
    if (better.any().item<bool>()) {
      m_best = m_active.putBackWhere(m_best, m_x, better);
      m_gain = m_active.putBackWhere(m_gain, gain, better);
    }
    if (!fooled.any().item<bool>()) return;
    m_active.drop(fooled);
    const at::Tensor kept = fooled.logical_not().nonzero().flatten();
    m_x = m_x.index_select(0, kept);
    if (m_direction.defined()) m_direction = m_direction.index_select(0, kept);
  }

  /// The cross-entropy of the label, or minus that of the target, of answers to
  /// one or several rounds of probes.
  at::Tensor gainOf(const at::Tensor& logits) const {
    const at::Tensor classes = m_active.pick(m_problem.targets.value_or(m_problem.labels));
    const at::Tensor loss =
        crossEntropyLoss(logits.to(at::kDouble), classes.repeat({logits.size(0) / classes.size(0)}));
    return (m_problem.targets ? loss.neg() : loss).to(at::kFloat);
  }

  AttackProblem m_problem;
  ParamValues m_params;
  double m_epsilon;
  int m_pairs;  ///< of samples, for each estimate
  int m_pairsPerStep;
  int m_iterations;
  ImageDraws m_draws;
  ActiveSet m_active;
  at::Tensor m_x;          ///< [n, C, H, W]: the iterate of the active pictures
  at::Tensor m_gradient;   ///< of them, summed so far
  at::Tensor m_direction;  ///< of them, averaged over the iterations
  at::Tensor m_best;       ///< [N, C, H, W]
  at::Tensor m_gain;       ///< [N] of it
  int m_pairsDone = 0;
  int m_iteration = 0;
};

class Nes : public Attack {
 public:
  Nes() {
    m_info.id = "nes";
    m_info.title = "NES";
    m_info.norm = "L∞";
    m_info.summary =
        "Estimates the gradient from answers to random "
        "neighbours, then steps along its sign as PGD does.";
    m_info.formula =
        "g = 1/(nσ) Σ (J(x + σuᵢ) − J(x − σuᵢ)) uᵢ, uᵢ ~ N(0, I); "
        " x ← Clip_{ε}(x + α · sign(g))";
    m_info.citation = "Ilyas, Engstrom, Athalye, Lin 2018, section 2.2";
    m_info.targeting = Targeting::Optional;
    m_info.usesGradient = false;
    ParamSpec stepSize = stepSizeSpec(m_info.citation);
    stepSize.fallback = 0.01;
    m_info.params = {
        epsilonSpec(m_info.citation),
        stepSize,
        integerSpec("queries", "Queries", "queries", 4, 1'000'000, 5000,
                    "How many times the network is asked about each picture at most.", m_info.citation),
        integerSpec("samples", "Samples", "queries", 2, 10'000, 50,
                    "Neighbours that are asked about for one estimate, in "
                    "pairs on opposite sides.",
                    m_info.citation),
        realSpec("momentum", "Momentum", "", 0.0, 0.999, 0.9,
                 "Share of the last direction that the next keeps; 0 trusts each estimate alone.",
                 "the authors' code, labsix/limited-blackbox-attacks"),
        realSpec("sigma", "σ", "", 1e-6, 1.0, 0.001, "How far the neighbours lie, as a standard deviation.",
                 m_info.citation),
    };
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<NesRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Nes> kRegistered;

}  // namespace
}  // namespace adv
