// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/smallest_change.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <limits>

#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

/// A success must win by this share of the largest logit: what is nearer to the border than the order of floating-point
/// sums matters would be judged differently in another batch.
constexpr double kClearOfRounding = 4e-6;

}  // namespace

at::Tensor changeSizes(const at::Tensor& change, ChangeSize measure) {
  switch (measure) {
    case ChangeSize::L0: return change.ne(0).any(1).flatten(1).sum(1).to(at::kFloat);
    case ChangeSize::L2: return change.flatten(1).norm(2, 1);
    case ChangeSize::Linf: return change.abs().amax({1, 2, 3});
  }
  return {};
}

at::Tensor shortfall(const at::Tensor& logits, const at::Tensor& classes, bool isTargeted) {
  const at::Tensor margin = logitMargin(logits, classes);
  return isTargeted ? margin.neg() : margin;
}

SmallestChangeRun::SmallestChangeRun(const AttackInfo& info, AttackProblem problem, ChangeSize measure)
    : m_problem(std::move(problem)),
      m_params(withDefaults(info, m_problem.params)),
      m_measure(measure),
      m_active(m_problem.xPixel),
      m_x0Pixel(m_problem.xPixel),
      m_classes(m_problem.targets ? *m_problem.targets : m_problem.labels),
      m_shown(m_problem.xPixel) {
  const at::NoGradGuard noGrad;
  m_bestSizes = at::full({m_x0Pixel.size(0)}, std::numeric_limits<float>::infinity(), m_x0Pixel.options());
  drop(isFooled(logitsOf(*m_problem.model, m_x0Pixel), m_problem.labels, m_problem.targets));
}

void SmallestChangeRun::step() {
  const at::NoGradGuard noGrad;
  const at::Tensor isDone = iterate();
  ++m_done;
  if (!isDone.any().item<bool>()) return;
  keep(isDone.logical_not().nonzero().flatten());
  drop(isDone);
}

void SmallestChangeRun::drop(const at::Tensor& isDone) {
  const at::Tensor kept = isDone.logical_not().nonzero().flatten();
  if (kept.numel() == m_active.count()) return;
  m_active.drop(isDone);
  m_x0Pixel = m_x0Pixel.index_select(0, kept);
  m_classes = m_classes.index_select(0, kept);
  m_bestSizes = m_bestSizes.index_select(0, kept);
}

LossGradient SmallestChangeRun::shortfallGradient(const at::Tensor& xPixel) {
  LossGradient loss = lossGradient(model(), xPixel, [this](const at::Tensor& logits, std::int64_t begin) {
    return shortfall(logits, m_classes.narrow(0, begin, logits.size(0)), isTargeted());
  });
  noteGradient(loss.gradient);
  return loss;
}

void SmallestChangeRun::noteGradient(const at::Tensor& gradient) {
  if (!m_zeroShare.defined()) m_zeroShare = at::zeros({m_problem.xPixel.size(0)}, m_problem.xPixel.options());
  m_zeroShare = m_active.putBack(m_zeroShare, gradient.eq(0).flatten(1).to(at::kFloat).mean(1));
}

at::Tensor SmallestChangeRun::isReached(const at::Tensor& logits) const {
  const at::Tensor needed = (logits.abs().amax(1) * kClearOfRounding).clamp_min(m_confidence);
  return shortfall(logits, m_classes, isTargeted()).lt(needed.neg());
}

at::Tensor SmallestChangeRun::offer(const at::Tensor& xPixel, const at::Tensor& logits) {
  const at::Tensor reached = isReached(logits);
  const at::Tensor sizes = changeSizes(xPixel - m_x0Pixel, m_measure);
  const at::Tensor isSmaller = reached.logical_and(sizes.lt(m_bestSizes));
  const at::Tensor hasNone = m_bestSizes.isinf();
  m_shown = m_active.putBackWhere(m_shown, xPixel, isSmaller.logical_or(hasNone));
  m_bestSizes = at::where(isSmaller, sizes, m_bestSizes);
  return reached;
}

}  // namespace adv
