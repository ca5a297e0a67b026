// SPDX-License-Identifier: GPL-3.0-or-later
// Carlini and Wagner 2017, "Towards evaluating the robustness of neural networks", section VI-B: the L2 attack finds a
// success, the pixels that matter least to it, by g · δ, are set back to the original for good, and the rest tries
// again, until it no longer can. As in the authors' code, 0.3 √n of the n changed pixels go at a time while they matter
// little, and a pixel is all its channels.
#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/attacks/support/cw_rounds.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

constexpr double kLargestConstant = 2000.0;
constexpr double kIsChanged = 1e-4, kMattersLittle = 0.01, kShareOfRoot = 0.3;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// How many pixels to set back of those that changed.
at::Tensor shareOf(const at::Tensor& changed) { return (kShareOfRoot * changed.sqrt()).ceil().clamp_min(1); }

/// Rounds in which all pixels would go.
int roundsFor(std::int64_t pixels) {
  int rounds = 0;
  for (double left = static_cast<double>(pixels); left > 0;
       left -= std::max(1.0, std::ceil(kShareOfRoot * std::sqrt(left))))
    ++rounds;
  return rounds;
}

class CwL0Run : public CwRoundsRun {
 public:
  CwL0Run(const AttackInfo& info, AttackProblem problem, int rounds)
      : CwRoundsRun(info, std::move(problem), ChangeSize::L0, kLargestConstant, rounds),
        m_allowed(at::ones_like(x0Pixel().narrow(1, 0, 1))) {}

 private:
  at::Tensor allowed() const override { return m_allowed; }

  Distance distance(const at::Tensor& change) const override { return {change.square().flatten(1).sum(1), 2 * change}; }

  at::Tensor isCloseEnough(const at::Tensor& value) const override { return at::ones_like(value, at::kBool); }

  at::Tensor harden(const at::Tensor& mask, const at::Tensor& xPixel, const at::Tensor& gradient) override {
    const at::Tensor change = xPixel - x0Pixel();
    const at::Tensor changed = change.abs().gt(kIsChanged).any(1).flatten(1).sum(1, false, at::kFloat);
    const at::Tensor matters = (gradient * change).abs().sum(1, true).flatten(1);
    const at::Tensor order = matters.masked_fill(m_allowed.flatten(1).eq(0), kInfinity).argsort(/*stable=*/true, 1);
    const at::Tensor rank =
        at::empty_like(order).scatter_(1, order, at::arange(order.size(1), order.options()).expand_as(order));
    const at::Tensor little =
        matters.le(kMattersLittle).logical_and_(m_allowed.flatten(1).gt(0)).sum(1, false, at::kFloat);
    const at::Tensor count = at::minimum(shareOf(changed), little + 1);
    const at::Tensor goes = rank.lt(count.unsqueeze(1)).logical_and_(mask.unsqueeze(1));
    m_allowed = m_allowed.masked_fill(goes.view_as(m_allowed), 0);
    return m_allowed.flatten(1).sum(1).eq(0);
  }

  void keep(const at::Tensor& indices) override {
    CwRoundsRun::keep(indices);
    m_allowed = m_allowed.index_select(0, indices);
  }

  at::Tensor m_allowed;  ///< [n, 1, H, W]
};

class CwL0 : public Attack {
 public:
  CwL0() {
    m_info.id = "cw_l0";
    m_info.title = "Carlini-Wagner L0";
    m_info.norm = "L0";
    m_info.summary =
        "Looks for the fewest pixels that make another class win by κ: those that matter least are given back, step by "
        "step.";
    m_info.formula =
        "repeat: min ‖x − x₀‖₂² + c · f₆(x) over the allowed pixels; then drop those with the smallest |g · δ|, g = "
        "∇f₆";
    m_info.citation = "Carlini and Wagner 2017, section VI-B";
    m_info.targeting = Targeting::Optional;
    m_info.params = {
        confidenceSpec(m_info.citation),
        realSpec("constant", "c", "", 1e-6, 1.0, 1e-3,
                 "Weight of the misclassification at first; doubled where it does not suffice, up to 2000.",
                 m_info.citation),
        stepsSpec(200, "The most steps for one set of pixels and one c.", m_info.citation),
        learningRateSpec(0.01, m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    const int rounds = roundsFor(problem.xPixel.size(2) * problem.xPixel.size(3));
    return std::make_unique<CwL0Run>(m_info, std::move(problem), rounds);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<CwL0> kRegistered;

}  // namespace
}  // namespace adv
