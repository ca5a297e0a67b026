// SPDX-License-Identifier: GPL-3.0-or-later
// Carlini and Wagner 2017, "Towards evaluating the robustness of neural networks", section VI-A: Adam on
// ‖x − x₀‖₂² + c f₆(x) with x = (tanh(w) + 1) / 2, and a binary search for the smallest c that succeeds. Stopping a
// search that makes no progress is from the authors' code. A search starts at the smallest success so far, as the
// paper's attacks for L0 and L∞ do, and at the original while there is none; the first, or only, one is as published.
#include <ATen/ATen.h>

#include <limits>

#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/progress_check.hpp"
#include "engine/attacks/support/smallest_change.hpp"
#include "engine/attacks/support/tanh_descent.hpp"

namespace adv {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class CwL2Run : public SmallestChangeRun {
 public:
  CwL2Run(const AttackInfo& info, AttackProblem problem)
      : SmallestChangeRun(info, std::move(problem), ChangeSize::L2),
        m_confidence(param("confidence")),
        m_descent(x0Pixel(), param("learning-rate")),
        m_constant(at::full({activeCount()}, param("constant"), x0Pixel().options())),
        m_lower(at::zeros_like(m_constant)),
        m_upper(at::full_like(m_constant, kInfinity)),
        m_progress(m_constant, param("steps")),
        m_succeeds(at::zeros_like(m_constant, at::kBool)),
        m_searches(m_lower) {
    setConfidence(m_confidence);
    planSteps(static_cast<int>(param("searches") * param("steps")));
  }

 private:
  at::Tensor iterate() override {
    const at::Tensor x = m_descent.xPixel();
    const LossGradient f = shortfallGradient(x);
    m_succeeds = m_succeeds.logical_or(offer(x, f.logits));
    const at::Tensor change = x - x0Pixel();
    const at::Tensor loss = change.square().flatten(1).sum(1) + m_constant * (f.loss + m_confidence).clamp_min(0);
    const at::Tensor pull = m_constant * f.loss.gt(-m_confidence);  // f₆ = max(f, -κ) is flat below -κ
    m_descent.step(f.gradient * perPicture(pull) + 2 * change);
    const at::Tensor isStuck = m_progress.isStuck(loss);
    endSearch(isStuck.logical_or(m_progress.isSpent()));
    return m_searches.ge(param("searches"));
  }

  void endSearch(const at::Tensor& isEnd) {
    m_upper = at::where(isEnd.logical_and(m_succeeds), m_constant, m_upper);
    m_lower = at::where(isEnd.logical_and(m_succeeds.logical_not()), m_constant, m_lower);
    const at::Tensor next = at::where(m_upper.isinf(), 10 * m_constant, (m_lower + m_upper) / 2);
    m_constant = at::where(isEnd, next, m_constant);
    m_searches = m_searches + isEnd;
    m_progress.restart(isEnd);
    m_succeeds = m_succeeds.logical_and(isEnd.logical_not());
    m_descent.restart(isEnd, at::where(perPicture(bestSizes().isfinite()), shownPictures(), x0Pixel()));
  }

  void keep(const at::Tensor& indices) override {
    m_descent.keep(indices);
    m_progress.keep(indices);
    for (at::Tensor* state : {&m_constant, &m_lower, &m_upper, &m_succeeds, &m_searches})
      *state = state->index_select(0, indices);
  }

  double m_confidence;
  TanhDescent m_descent;
  at::Tensor m_constant, m_lower, m_upper;  ///< [n]: c, the largest that failed, the smallest that succeeded
  ProgressCheck m_progress;
  at::Tensor m_succeeds, m_searches;  ///< [n]: whether the present search does; searches ended
};

class CwL2 : public Attack {
 public:
  CwL2() {
    m_info.id = "cw_l2";
    m_info.title = "Carlini-Wagner L2";
    m_info.norm = "L2";
    m_info.summary = "Optimises the smallest Euclidean change that makes another class win by κ: strong, and slow.";
    m_info.formula =
        "min ‖x − x₀‖₂² + c · max(Z_y − max_{i≠y} Z_i, −κ), x = (tanh(w) + 1) / 2; with a target t: max_{i≠t} Z_i − "
        "Z_t";
    m_info.citation = "Carlini and Wagner 2017, section VI-A";
    m_info.targeting = Targeting::Optional;
    m_info.params = {
        confidenceSpec(m_info.citation),
        realSpec("constant", "c", "", 1e-6, 1e6, 0.01,
                 "Weight of the misclassification against the distance, in the first search.", m_info.citation),
        integerSpec("searches", "Searches", "searches", 1, 30, 6,
                    "How often c is changed, by a binary search for the smallest that succeeds. 1 keeps c.",
                    m_info.citation),
        stepsSpec(300, "The most steps of one search.", m_info.citation), learningRateSpec(0.01, m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<CwL2Run>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<CwL2> kRegistered;

}  // namespace
}  // namespace adv
