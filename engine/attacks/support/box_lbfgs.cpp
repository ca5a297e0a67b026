// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/box_lbfgs.hpp"

#include <ATen/ATen.h>

#include <limits>
#include <vector>

namespace adv {
namespace {

constexpr std::int64_t kMemory = 8;
constexpr double kArmijo = 1e-4;
constexpr double kShortest = 1e-6;   ///< step lengths below find nothing more
constexpr double kProgress = 1e-6;   ///< share of the value: a step that gains less is the last
constexpr double kCurvature = 1e-8;  ///< sᵀy per |s||y| of a pair that is worth keeping
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTiny = 1e-30;

at::Tensor rowProducts(const at::Tensor& a, const at::Tensor& b) { return (a * b).sum(-1); }
at::Tensor column(const at::Tensor& values) { return values.unsqueeze(1); }

/// [n, D]: 1 for variables that are not held at a bound by the gradient.
at::Tensor freeVariables(const at::Tensor& x, const at::Tensor& gradient) {
  const at::Tensor isHeld = (x.le(0).logical_and(gradient.gt(0))).logical_or_(x.ge(1).logical_and(gradient.lt(0)));
  return isHeld.logical_not().to(at::kFloat);
}

}  // namespace

BoxLbfgs::BoxLbfgs(const at::Tensor& x)
    : m_x(x),
      m_gradient(at::zeros_like(x)),
      m_direction(at::zeros_like(x)),
      m_trial(x),
      m_value(at::full({x.size(0)}, kInfinity, x.options())),
      m_length(at::ones({x.size(0)}, x.options())),
      m_steps(at::zeros({x.size(0), kMemory, x.size(1)}, x.options())),
      m_changes(at::zeros_like(m_steps)),
      m_isConverged(at::zeros({x.size(0)}, x.options().dtype(at::kBool))) {}

at::Tensor BoxLbfgs::tell(const at::Tensor& value, const at::Tensor& gradient) {
  const at::Tensor step = m_trial - m_x;
  const at::Tensor isFirst = m_value.isinf();
  const at::Tensor isLower = value.le(m_value + kArmijo * rowProducts(m_gradient, step)).logical_or_(isFirst);
  const at::Tensor gain = m_value - value;
  remember(isLower.logical_and(isFirst.logical_not()), step, gradient - m_gradient);

  m_x = at::where(column(isLower), m_trial, m_x);
  m_gradient = at::where(column(isLower), gradient, m_gradient);
  m_value = at::where(isLower, value, m_value);
  turn(isLower);
  m_length = at::where(isLower, at::ones_like(m_length), m_length / 2);
  const at::Tensor isSlow = isLower.logical_and(gain.le(kProgress * value.abs()));
  m_isConverged = isSlow.logical_or(m_length.lt(kShortest)).logical_or_(rowProducts(m_gradient, m_direction).ge(0));
  m_trial = (m_x + column(m_length) * m_direction).clamp(0, 1);
  return isLower;
}

void BoxLbfgs::remember(const at::Tensor& mask, const at::Tensor& step, const at::Tensor& change) {
  const at::Tensor isCurved = rowProducts(step, change).gt(kCurvature * step.norm(2, 1) * change.norm(2, 1));
  const at::Tensor rows = mask.logical_and(isCurved).nonzero().flatten();
  if (rows.numel() == 0) return;
  for (auto [history, newest] : {std::pair(&m_steps, step), std::pair(&m_changes, change)}) {
    const at::Tensor older = history->index_select(0, rows).narrow(1, 0, kMemory - 1);
    history->index_copy_(0, rows, at::cat({newest.index_select(0, rows).unsqueeze(1), older}, 1));
  }
}

void BoxLbfgs::turn(const at::Tensor& mask) {
  if (mask.any().item<bool>()) m_direction = at::where(column(mask), direction(), m_direction);
}

at::Tensor BoxLbfgs::direction() const {
  const at::Tensor isFree = freeVariables(m_x, m_gradient);
  at::Tensor q = m_gradient * isFree;
  std::vector<at::Tensor> steps, changes, inverses, weights;
  for (std::int64_t i = 0; i < kMemory; ++i) {
    steps.push_back(m_steps.select(1, i) * isFree);
    changes.push_back(m_changes.select(1, i) * isFree);
    const at::Tensor curvature = rowProducts(steps.back(), changes.back());
    inverses.push_back(at::where(curvature.gt(kTiny), curvature.reciprocal(), at::zeros_like(curvature)));
    weights.push_back(inverses.back() * rowProducts(steps.back(), q));
    q = q - column(weights.back()) * changes.back();
  }
  // Scaled as the newest pair says; before there is one, a step of unit length.
  const at::Tensor fromPair = 1 / (inverses[0] * rowProducts(changes[0], changes[0])).clamp_min(kTiny);
  const at::Tensor scale = at::where(inverses[0].gt(0), fromPair, 1 / q.norm(2, 1).clamp_min(kTiny));
  at::Tensor r = q * column(scale);
  for (std::int64_t i = kMemory - 1; i >= 0; --i) {
    const at::Tensor weight = inverses[i] * rowProducts(changes[i], r);
    r = r + steps[i] * column(weights[i] - weight);
  }
  return -r;
}

void BoxLbfgs::restart(const at::Tensor& mask, const at::Tensor& x) {
  if (!mask.any().item<bool>()) return;
  m_x = at::where(column(mask), x, m_x);
  m_trial = at::where(column(mask), x, m_trial);
  m_value = m_value.masked_fill(mask, kInfinity);
  m_length = m_length.masked_fill(mask, 1);
  m_steps.masked_fill_(column(column(mask)), 0);
  m_changes.masked_fill_(column(column(mask)), 0);
  m_isConverged = m_isConverged.logical_and(mask.logical_not());
}

void BoxLbfgs::keep(const at::Tensor& indices) {
  for (at::Tensor* state :
       {&m_x, &m_gradient, &m_direction, &m_trial, &m_value, &m_length, &m_steps, &m_changes, &m_isConverged}) {
    *state = state->index_select(0, indices);
  }
}

}  // namespace adv
