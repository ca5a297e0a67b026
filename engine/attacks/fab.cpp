// SPDX-License-Identifier: GPL-3.0-or-later
// Fast adaptive boundary attack: the smallest change that crosses a boundary. Croce and Hein 2020b, "Minimally
// distorted adversarial examples with a fast adaptive boundary attack", algorithm 1. FAB-T takes one boundary at a time
// (Croce and Hein 2020, section 5), which needs one gradient instead of one for each class.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <limits>

#include "engine/api/error.hpp"
#include "engine/attacks/support/active_set.hpp"
#include "engine/attacks/support/box_hyperplane.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/queries.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

constexpr int kFinalSearches = 3;
/// All boundaries at once take a gradient for each class: no short step beyond this.
constexpr int kMostClasses = 100;
/// The search at the end stops this share of the largest logit short of the boundary, where float32 still tells.
constexpr double kHair = 3e-6;

at::Tensor sizes(const at::Tensor& x, BallNorm norm) {
  const at::Tensor flat = x.flatten(1);
  return norm == BallNorm::Linf ? flat.abs().amax(1) : flat.norm(2, 1);
}

/// f_c − f_s: positive where the label still leads.
at::Tensor lead(const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& reached) {
  return (logits.gather(1, labels.unsqueeze(1)) - logits.gather(1, reached.unsqueeze(1))).squeeze(1);
}

class FabRun : public AttackRun {
 public:
  FabRun(const AttackInfo& info, AttackProblem problem)
      : m_problem(std::move(problem)),
        m_params(withDefaults(info, m_problem.params)),
        m_norm(ballNormOf(info, m_params)),
        m_epsilon(m_params.at("epsilon")),
        m_steps(static_cast<int>(m_params.at("steps"))),
        m_classes(std::min(static_cast<int>(m_params.at("classes")), m_problem.model->info().classCount() - 1)),
        m_runs(static_cast<int>(m_params.at("restarts")) * std::max(m_classes, 1)),
        m_draws(m_problem.xPixel, m_problem.seed),
        m_active(m_problem.xPixel),
        m_x(m_problem.xPixel),
        m_closest(m_problem.xPixel),
        m_distance(at::full_like(m_problem.labels, std::numeric_limits<double>::infinity(), at::kFloat)),
        m_shown(m_problem.xPixel),
        m_zeroShare(at::zeros_like(m_distance)) {}

  void step() override {
    const at::NoGradGuard noGrad;
    if (m_done == 0) begin();
    if (!isDone() && m_done < m_runs * m_steps) {
      if (m_done % m_steps == 0) startRun(m_done / m_steps);
      iterate();
    } else if (!m_active.isEmpty()) {
      searchFinally();
    }
    ++m_done;
  }
  bool isDone() const override { return m_done > m_runs * m_steps || m_active.isEmpty() || m_epsilon == 0.0; }
  int stepsPlanned() const override { return m_runs * m_steps + 1; }
  const at::Tensor& adversarial() const override { return m_shown; }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 private:
  /// The linearised boundary between the label c and a class s: f_s(z) − f_c(z) = value + ⟨normal, z − x⟩.
  struct Boundary {
    at::Tensor normal;  ///< [n, C, H, W]
    at::Tensor value;   ///< [n], at x
  };

  /// Leaves out what is wrong already, and ranks the other classes.
  void begin() {
    m_cleanLogits = answersOf(*m_problem.model, m_problem.xPixel);
    const at::Tensor label = m_problem.labels.unsqueeze(1);
    m_ranked = m_cleanLogits.scatter(1, label, -std::numeric_limits<double>::infinity()).argsort(1, true);
    m_active.drop(isFooled(m_cleanLogits, m_problem.labels, {}));
    m_x = m_active.pick(m_problem.xPixel);
  }

  /// The first run towards a boundary starts at the picture, others at random within half of what was found.
  void startRun(int run) {
    m_target = m_classes > 0 ? run % m_classes : 0;
    m_x = m_active.pick(m_problem.xPixel);
    if (run < std::max(m_classes, 1)) return;
    const at::Tensor drawn = m_active.pick(m_norm == BallNorm::Linf ? m_draws.uniform(-1, 1) : m_draws.normal());
    const at::Tensor radius = m_active.pick(m_distance).clamp_max(m_epsilon) / 2;
    m_x = (m_x + drawn * perPicture(radius / sizes(drawn, m_norm))).clamp_(0, 1);
  }

  void iterate() {
    const at::Tensor x0 = m_active.pick(m_problem.xPixel);
    const Boundary boundary = m_classes > 0 ? targetBoundary() : nearestBoundary();
    m_zeroShare = m_active.putBack(m_zeroShare, boundary.normal.eq(0).flatten(1).to(at::kFloat).mean(1));
    const at::Tensor value0 = boundary.value + (boundary.normal * (x0 - m_x)).flatten(1).sum(1);
    const at::Tensor delta = stepToHyperplane(m_x, boundary.normal, boundary.value, m_norm);
    const at::Tensor delta0 = stepToHyperplane(x0, boundary.normal, value0, m_norm);

    const at::Tensor size = sizes(delta, m_norm);
    const at::Tensor share = size / (size + sizes(delta0, m_norm)).clamp_min(1e-30);
    const at::Tensor alpha = perPicture(share.clamp_max(m_params.at("alpha-max")));
    const double eta = m_params.at("eta");
    m_x = ((1 - alpha) * (m_x + eta * delta) + alpha * (x0 + eta * delta0)).clamp_(0, 1);

    const at::Tensor fooled = isFooled(logitsOf(*m_problem.model, m_x), m_active.pick(m_problem.labels), {});
    keepCloser(m_x, fooled);
    const double beta = m_params.at("beta");
    m_x = at::where(perPicture(fooled), (1 - beta) * x0 + beta * m_x, m_x);
  }

  /// Algorithm 1: of all boundaries the one nearest to x when linearised.
  Boundary nearestBoundary() const {
    const std::int64_t count = m_x.size(0);
    const at::Tensor labels = m_active.pick(m_problem.labels);
    const at::Tensor classes = at::arange(m_cleanLogits.size(1), labels.options()).expand({count, -1});
    const LogitJacobian all = logitJacobian(*m_problem.model, m_x, classes);
    const at::Tensor picture = at::arange(count, labels.options());
    const at::Tensor own = all.jacobian.index({picture, labels}).unsqueeze(1);
    const at::Tensor normals = all.jacobian - own;
    const at::Tensor values = all.logits - all.logits.gather(1, labels.unsqueeze(1));
    const at::Tensor dual = normals.flatten(2).norm(m_norm == BallNorm::Linf ? 1 : 2, 2);
    const at::Tensor distance = (values.abs() / dual.clamp_min(1e-30)).scatter(1, labels.unsqueeze(1), INFINITY);
    const at::Tensor nearest = distance.argmin(1);
    return {normals.index({picture, nearest}), values.gather(1, nearest.unsqueeze(1)).squeeze(1)};
  }

  Boundary targetBoundary() const {
    const at::Tensor labels = m_active.pick(m_problem.labels);
    const at::Tensor targets = m_active.pick(m_ranked.select(1, m_target));
    const auto valueOf = [&](const at::Tensor& logits, std::int64_t begin) {
      return lead(logits, targets.narrow(0, begin, logits.size(0)), labels.narrow(0, begin, logits.size(0)));
    };
    const LossGradient difference = lossGradient(*m_problem.model, m_x, valueOf);
    return {difference.gradient, difference.loss};
  }

  void keepCloser(const at::Tensor& x, const at::Tensor& fooled) {
    const at::Tensor distance = sizes(x - m_active.pick(m_problem.xPixel), m_norm);
    const at::Tensor closer = fooled.logical_and(distance.lt(m_active.pick(m_distance)));
    if (!closer.any().item<bool>()) return;
    m_closest = m_active.putBackWhere(m_closest, x, closer);
    m_distance = m_active.putBackWhere(m_distance, distance, closer);
    m_shown = at::where(perPicture(m_distance.le(m_epsilon)), m_closest, m_problem.xPixel);
  }

  /// Three steps of the secant method on the line from the picture to what was found (equation 10).
  void searchFinally() {
    m_active.drop(m_active.pick(m_distance).isinf());
    if (m_active.isEmpty()) return;
    const at::Tensor labels = m_active.pick(m_problem.labels);
    at::Tensor inside = m_active.pick(m_problem.xPixel);
    at::Tensor outside = m_active.pick(m_closest);
    const at::Tensor logits = logitsOf(*m_problem.model, outside);
    const at::Tensor reached = logits.argmax(1);
    const at::Tensor hair = kHair * logits.abs().amax(1);
    at::Tensor insideLead = lead(m_active.pick(m_cleanLogits), labels, reached);
    at::Tensor outsideLead = lead(logits, labels, reached);
    for (int search = 0; search < kFinalSearches; ++search) {
      const at::Tensor back = (outsideLead + 2 * hair) / (outsideLead - insideLead).clamp_max(-1e-30);
      const at::Tensor x = (outside - perPicture(back.clamp(0, 1)) * (outside - inside)).clamp_(0, 1);
      const at::Tensor answer = logitsOf(*m_problem.model, x);
      const at::Tensor fooled = logitMargin(answer, labels).lt(-hair);
      keepCloser(x, fooled);
      const at::Tensor leads = lead(answer, labels, reached);
      outside = at::where(perPicture(fooled), x, outside);
      outsideLead = at::where(fooled, leads, outsideLead);
      inside = at::where(perPicture(fooled), inside, x);
      insideLead = at::where(fooled, insideLead, leads);
    }
  }

  AttackProblem m_problem;
  ParamValues m_params;
  BallNorm m_norm;
  double m_epsilon;
  int m_steps;
  int m_classes;  ///< boundaries that are taken one by one; 0: all at once
  int m_runs;
  ImageDraws m_draws;
  ActiveSet m_active;
  at::Tensor m_cleanLogits;  ///< [N, K]
  at::Tensor m_ranked;       ///< [N, K]: classes, the most likely first, the label last
  int m_target = 0;          ///< column of m_ranked
  at::Tensor m_x;            ///< [n, C, H, W]: the iterate of the active pictures
  at::Tensor m_closest;      ///< [N, C, H, W]: found so far
  at::Tensor m_distance;     ///< [N] of it; infinite where none
  at::Tensor m_shown;        ///< [N, C, H, W]: it, where it is within ε
  at::Tensor m_zeroShare;
  int m_done = 0;
};

class Fab : public Attack {
 public:
  Fab() {
    m_info.id = "fab";
    m_info.title = "FAB";
    m_info.norm = "L∞";
    m_info.summary = "Steps to the linearised boundary and back towards the picture: the smallest change that fools.";
    m_info.formula =
        "x ← proj_C((1 − α)(x + ηδ) + α(x₀ + ηδ₀)), δ and δ₀ to the plane f_s = f_c; once fooled x ← (1 − β)x₀ + βx";
    m_info.citation = "Croce and Hein 2020b, algorithm 1";
    ParamSpec epsilon = wideEpsilonSpec(m_info.citation, "L∞ or L2", 8.0 / 255.0);
    epsilon.help = "What is found counts as a success only up to this size.";
    m_info.params = {
        normSpec(m_info.citation),
        epsilon,
        stepsSpec(100, "Iterations of each run.", m_info.citation),
        integerSpec("restarts", "Restarts", "runs", 1, 1000, 1,
                    "Runs towards each boundary; all but the first start at random.", m_info.citation),
        integerSpec("classes", "Classes", "classes", 0, 999, 9,
                    "FAB-T: the most likely other classes, one run for each. 0: all boundaries at once.",
                    "Croce and Hein 2020, section 5"),
        realSpec("alpha-max", "α max", "", 0.0, 1.0, 0.1, "Most that an iteration leans to the picture's own step.",
                 m_info.citation),
        realSpec("eta", "η", "", 1.0, 2.0, 1.05, "How far steps go beyond the boundary; 1 stops on it.",
                 m_info.citation),
        realSpec("beta", "β", "", 0.0, 1.0, 0.9, "Share of the change that is kept once the network is fooled.",
                 m_info.citation),
    };
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    if (paramOr(m_info, problem.params, "classes") == 0 && problem.model->info().classCount() > kMostClasses) {
      throw userFailure("All boundaries at once need a gradient for each class, which is too many here.",
                        "Set classes to 9: the most likely ones are then taken one by one.");
    }
    return std::make_unique<FabRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Fab> kRegistered;

}  // namespace
}  // namespace adv
