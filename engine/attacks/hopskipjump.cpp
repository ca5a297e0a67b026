// SPDX-License-Identifier: GPL-3.0-or-later
// HopSkipJump: walks along the boundary towards the picture, from the network's
// decisions alone. Chen, Jordan, Wainwright 2020, "HopSkipJumpAttack: a
// query-efficient decision-based attack", algorithm 2.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/boundary_walk.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/queries.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

/// Pictures of other classes to start from, where noise does not fool the
/// network.
constexpr std::int64_t kStarts = 100;

class HopSkipJumpRun : public AttackRun {
 public:
  HopSkipJumpRun(const AttackInfo& info, AttackProblem problem)
      : m_problem(std::move(problem)),
        m_params(withDefaults(info, m_problem.params)),
        m_queries(static_cast<int>(m_params.at("queries"))),
        m_perStep(queriesPerStep(m_problem.xPixel)),
        m_draws(m_problem.xPixel, m_problem.seed),
        m_closest(m_problem.xPixel) {
    for (std::int64_t i = 0; i < m_problem.xPixel.size(0); ++i)
      m_walks.emplace_back(m_problem.xPixel.narrow(0, i, 1), ballNormOf(info, m_params), m_queries, m_draws.of(i),
                           [this] { return starts(); });
  }

  void step() override {
    const at::NoGradGuard noGrad;
    std::vector<int> left(m_walks.size(), m_perStep);
    while (askRound(left)) {
    }
    std::vector<at::Tensor> closest;
    for (const BoundaryWalk& walk : m_walks) closest.push_back(walk.closest());
    at::Tensor together = at::cat(closest);
    if (!at::equal(together, m_closest)) m_closest = std::move(together);
  }
  bool isDone() const override { return std::ranges::all_of(m_walks, &BoundaryWalk::isDone); }
  int stepsPlanned() const override { return (m_queries + m_perStep - 1) / m_perStep; }
  const at::Tensor& adversarial() const override { return m_closest; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }

 private:
  /// One forward pass with the next probes of every picture that has queries
  /// `left` in this step; false where none has.
  bool askRound(std::vector<int>& left) {
    std::vector<at::Tensor> probes;
    std::vector<std::int64_t> owners, counts;
    for (std::size_t i = 0; i < m_walks.size(); ++i) {
      if (left[i] == 0 || m_walks[i].isDone()) continue;
      probes.push_back(m_walks[i].probes(left[i]));
      counts.push_back(probes.back().size(0));
      owners.insert(owners.end(), static_cast<std::size_t>(counts.back()), static_cast<std::int64_t>(i));
      left[i] -= static_cast<int>(counts.back());
    }
    if (probes.empty()) return false;
    const at::Tensor fools = decisions(at::cat(probes), at::tensor(owners, at::kLong).to(m_problem.xPixel.device()));
    const std::vector<at::Tensor> answers = fools.split_with_sizes(counts);
    auto answer = answers.begin();
    for (std::int64_t first = 0; answer != answers.end(); first += answer++->size(0))
      m_walks[static_cast<std::size_t>(owners[static_cast<std::size_t>(first)])].decide(*answer);
    return true;
  }

  at::Tensor decisions(const at::Tensor& probes, const at::Tensor& owners) const {
    const auto of = [&](const at::Tensor& classes) { return classes.index_select(0, owners); };
    const std::optional<at::Tensor> targets = m_problem.targets ? std::optional(of(*m_problem.targets)) : std::nullopt;
    return isFooled(answersOf(*m_problem.model, probes), of(m_problem.labels), targets).to(at::kCPU);
  }

  const at::Tensor& starts() {
    if (!m_starts.defined())
      m_starts = m_problem.pictures ? m_problem.pictures(kStarts) : m_problem.xPixel.narrow(0, 0, 0);
    return m_starts;
  }

  AttackProblem m_problem;
  ParamValues m_params;
  int m_queries;
  int m_perStep;
  ImageDraws m_draws;
  std::vector<BoundaryWalk> m_walks;
  at::Tensor m_starts;
  at::Tensor m_closest;
};

class HopSkipJump : public Attack {
 public:
  HopSkipJump() {
    m_info.id = "hopskipjump";
    m_info.title = "HopSkipJump";
    m_info.norm = "L∞";
    m_info.summary =
        "From the decided class alone: feels its way along the "
        "boundary to the smallest change that fools.";
    m_info.formula =
        "x_t by binary search on the boundary;  v = Σ (φ(x_t + "
        "δu_b) − φ̄) u_b;  x_t + ξ_t v, ξ halved until fooled";
    m_info.citation = "Chen, Jordan, Wainwright 2020, algorithm 2";
    m_info.targeting = Targeting::Optional;
    m_info.usesGradient = false;
    m_info.params = {
        normSpec(m_info.citation),
        integerSpec("queries", "Queries", "queries", 2, 1'000'000, 5000,
                    "How many times the network is asked about each picture at most.", m_info.citation),
    };
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<HopSkipJumpRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<HopSkipJump> kRegistered;

}  // namespace
}  // namespace adv
