// SPDX-License-Identifier: GPL-3.0-or-later
// Square attack: random search with square-shaped changes, from the network's answers alone. Andriushchenko, Croce,
// Flammarion, Hein 2020, "Square Attack: a query-efficient black-box adversarial attack via random search",
// algorithms 1 to 3.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <array>
#include <limits>

#include "engine/attacks/support/active_set.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/queries.hpp"
#include "engine/attacks/support/square_windows.hpp"

namespace adv {
namespace {

/// After these queries, of 10,000, the share p is halved (section 5); for another budget they scale with it.
constexpr std::array kHalvings = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};
constexpr double kPaperQueries = 10'000.0;

class SquareRun : public AttackRun {
 public:
  SquareRun(const AttackInfo& info, AttackProblem problem)
      : m_problem(std::move(problem)),
        m_params(withDefaults(info, m_problem.params)),
        m_norm(ballNormOf(info, m_params)),
        m_epsilon(m_params.at("epsilon")),
        m_queries(static_cast<int>(m_params.at("queries"))),
        m_perStep(queriesPerStep(m_problem.xPixel)),
        m_windows(m_problem.xPixel, m_problem.seed),
        m_active(m_problem.xPixel),
        m_best(m_problem.xPixel),
        m_loss(at::full_like(m_problem.labels, std::numeric_limits<double>::infinity(), at::kFloat)) {}

  void step() override {
    const at::NoGradGuard noGrad;
    for (int round = 0; round < m_perStep && !isDone(); ++round) ask();
  }
  bool isDone() const override { return m_asked == m_queries || m_active.isEmpty(); }
  int stepsPlanned() const override { return (m_queries + m_perStep - 1) / m_perStep; }
  const at::Tensor& adversarial() const override { return m_best; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }

 private:
  /// One query for each active picture. What lowers the loss is kept; what fools the network is done. The first query
  /// is the picture itself, which may be wrong already; the second is the paper's start, kept whatever its loss.
  void ask() {
    const at::Tensor candidate = nextCandidate();
    const at::Tensor logits = answersOf(*m_problem.model, candidate);
    const at::Tensor fooled = isFooled(logits, m_active.pick(m_problem.labels), m_active.pick(m_problem.targets));
    if (m_asked > 0) keepBetter(candidate, lossOf(logits), fooled);
    if (fooled.any().item<bool>()) m_active.drop(fooled);
    ++m_asked;
  }

  at::Tensor nextCandidate() {
    const at::Tensor x0 = m_active.pick(m_problem.xPixel);
    if (m_asked == 0) return x0;
    return projectToBall(m_asked == 1 ? started(x0) : changed(x0), x0, m_norm, m_epsilon);
  }

  void keepBetter(const at::Tensor& candidate, const at::Tensor& loss, const at::Tensor& fooled) {
    const at::Tensor better = loss.lt(m_active.pick(m_loss)).logical_or(fooled);
    if (!better.any().item<bool>()) return;
    m_best = m_active.putBackWhere(m_best, candidate, better);
    m_loss = m_active.putBackWhere(m_loss, loss, better);
  }

  at::Tensor started(const at::Tensor& x0) {
    if (m_norm == BallNorm::Linf) return x0 + m_epsilon * m_windows.stripes(m_active.rows());
    const at::Tensor change = m_windows.grid(m_active.rows());
    return x0 + change * (m_epsilon / l2Lengths(change));
  }

  at::Tensor changed(const at::Tensor& x0) {
    const at::Tensor x = m_active.pick(m_best);
    const std::int64_t side = m_windows.sideOf(share());
    if (m_norm == BallNorm::Linf) return x + 2 * m_epsilon * m_windows.square(m_active.rows(), side);
    const std::int64_t odd = std::max<std::int64_t>(side, 3) | 1;
    const std::int64_t largest = std::min(x0.size(2), x0.size(3));
    return x0 + m_windows.moved(m_active.rows(), x - x0, std::min(odd, largest), m_epsilon);
  }

  /// p: of the picture's pixels that the next window covers.
  double share() const {
    const double query = (m_asked - 2) * kPaperQueries / m_queries;
    const auto halvings = std::ranges::count_if(kHalvings, [&](int after) { return after < query; });
    return m_params.at("p-init") / static_cast<double>(1 << halvings);
  }

  /// Untargeted the margin, targeted the cross-entropy of the target (section 3.1).
  at::Tensor lossOf(const at::Tensor& logits) const {
    if (m_problem.targets) return crossEntropyLoss(logits, m_active.pick(*m_problem.targets));
    return logitMargin(logits, m_active.pick(m_problem.labels));
  }

  AttackProblem m_problem;
  ParamValues m_params;
  BallNorm m_norm;
  double m_epsilon;
  int m_queries;
  int m_perStep;
  SquareWindows m_windows;
  ActiveSet m_active;
  at::Tensor m_best;
  at::Tensor m_loss;  ///< [N] of the best so far
  int m_asked = 0;
};

class Square : public Attack {
 public:
  Square() {
    m_info.id = "square";
    m_info.title = "Square";
    m_info.norm = "L∞";
    m_info.summary = "Random search: squares of random place and sign are kept where they bring another class nearer.";
    m_info.formula =
        "x ← Π(x + δ) where δ, a square of side √(p·H·W), lowers z_y − max_{i≠y} z_i; p falls with the queries";
    m_info.citation = "Andriushchenko, Croce, Flammarion, Hein 2020, algorithms 1 to 3";
    m_info.targeting = Targeting::Optional;
    m_info.usesGradient = false;
    m_info.params = {
        normSpec(m_info.citation),
        wideEpsilonSpec(m_info.citation, "L∞ or L2", 8.0 / 255.0),
        integerSpec("queries", "Queries", "queries", 2, 1'000'000, 5000,
                    "How many times the network is asked about each picture at most.", m_info.citation),
        realSpec("p-init", "p", "", 1e-4, 1.0, 0.8, "Share of the pixels that the first square covers.",
                 m_info.citation),
    };
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<SquareRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Square> kRegistered;

}  // namespace
}  // namespace adv
