// SPDX-License-Identifier: GPL-3.0-or-later
// Szegedy et al. 2013, "Intriguing properties of neural networks", section 4.1: minimise c |r| + loss(x + r, l) with
// x + r in [0, 1], by box-constrained L-BFGS. |r| is the squared Euclidean length, as in the usual implementations.
// The paper's line search over c must be read as one for the largest c whose minimiser still succeeds: that is the
// one nearest to the original. Here it is multiplied by 10 until it fails, or divided until it succeeds, and then
// bisected in its logarithm; each search starts at the smallest success so far.
#include <ATen/ATen.h>

#include <algorithm>
#include <limits>

#include "engine/attacks/support/box_lbfgs.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/smallest_change.hpp"

namespace adv {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class LbfgsRun : public SmallestChangeRun {
 public:
  LbfgsRun(const AttackInfo& info, AttackProblem problem)
      : SmallestChangeRun(info, std::move(problem), ChangeSize::L2),
        m_descent(x0Pixel().flatten(1)),
        m_constant(at::full({activeCount()}, param("constant"), x0Pixel().options())),
        m_lower(at::zeros_like(m_constant)),
        m_upper(at::full_like(m_constant, kInfinity)),
        m_iterations(m_lower),
        m_searches(m_lower),
        m_succeeds(at::zeros_like(m_constant, at::kBool)) {
    planSteps(static_cast<int>(param("searches") * param("steps")));
  }

 private:
  at::Tensor iterate() override {
    const at::Tensor x = m_descent.trial().view_as(x0Pixel());
    const LossGradient loss = lossGradient(model(), x, [this](const at::Tensor& logits, std::int64_t begin) {
      const at::Tensor some = classes().narrow(0, begin, logits.size(0));
      return isTargeted() ? crossEntropyLoss(logits, some) : otherClassLoss(logits, some);
    });
    noteGradient(loss.gradient);
    const at::Tensor succeeds = offer(x, loss.logits);
    const at::Tensor change = (x - x0Pixel()).flatten(1);
    const at::Tensor value = m_constant * change.square().sum(1) + loss.loss;
    const at::Tensor gradient = 2 * m_constant.unsqueeze(1) * change + loss.gradient.flatten(1);
    m_succeeds = at::where(m_descent.tell(value, gradient), succeeds, m_succeeds);
    m_iterations = m_iterations + 1;
    endSearch(m_iterations.ge(param("steps")).logical_or(m_descent.isConverged()));
    return m_searches.ge(param("searches"));
  }

  void endSearch(const at::Tensor& isEnd) {
    m_lower = at::where(isEnd.logical_and(m_succeeds), m_constant, m_lower);
    m_upper = at::where(isEnd.logical_and(m_succeeds.logical_not()), m_constant, m_upper);
    const at::Tensor bisected = (m_lower * m_upper).sqrt();
    const at::Tensor next =
        at::where(m_upper.isinf(), 10 * m_constant, at::where(m_lower.eq(0), m_constant / 10, bisected));
    m_constant = at::where(isEnd, next, m_constant);
    m_searches = m_searches + isEnd;
    m_iterations = m_iterations.masked_fill(isEnd, 0);
    m_succeeds = m_succeeds.logical_and(isEnd.logical_not());
    const at::Tensor hasSuccess = bestSizes().isfinite().reshape({-1, 1, 1, 1});
    m_descent.restart(isEnd, at::where(hasSuccess, shownPictures(), x0Pixel()).flatten(1));
  }

  void keep(const at::Tensor& indices) override {
    m_descent.keep(indices);
    for (at::Tensor* state : {&m_constant, &m_lower, &m_upper, &m_iterations, &m_searches, &m_succeeds})
      *state = state->index_select(0, indices);
  }

  BoxLbfgs m_descent;
  at::Tensor m_constant, m_lower, m_upper;          ///< [n]: c, the largest that succeeded, the smallest that failed
  at::Tensor m_iterations, m_searches, m_succeeds;  ///< [n]: of the present search; searches ended; its last point
};

class Lbfgs : public Attack {
 public:
  Lbfgs() {
    m_info.id = "lbfgs";
    m_info.title = "L-BFGS";
    m_info.norm = "L2";
    m_info.summary =
        "The first attack: the smallest change for which the loss of the target is small, by a box-constrained "
        "quasi-Newton method. Without a target: of any class but the picture's own.";
    m_info.formula =
        "min c‖r‖₂² + J(x + r, t), x + r ∈ [0, 1], c the largest that succeeds; without a target J = −log(1 − p_y)";
    m_info.citation = "Szegedy et al. 2013, section 4.1";
    m_info.targeting = Targeting::Optional;
    m_info.params = {
        realSpec("constant", "c", "", 1e-6, 1e6, 0.1, "Weight of the distance against the loss, in the first search.",
                 m_info.citation),
        integerSpec("searches", "Searches", "searches", 1, 30, 8,
                    "How often c is changed, by a line search for the largest that succeeds.", m_info.citation),
        stepsSpec(60, "The most gradients of one search; most need fewer.", m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<LbfgsRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Lbfgs> kRegistered;

}  // namespace
}  // namespace adv
