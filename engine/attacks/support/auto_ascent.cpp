// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/auto_ascent.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/attacks/support/norms.hpp"

namespace adv {
namespace {

// Croce and Hein 2020, section 3.1.
constexpr double kMomentum = 0.75;     ///< α
constexpr double kRisingShare = 0.75;  ///< ρ
constexpr double kFirstStep = 2.0;     ///< η⁽⁰⁾, in ε
constexpr double kFirstCheckpoint = 0.22;
constexpr double kShrinking = 0.03;
constexpr double kSmallestGap = 0.06;

at::Tensor choose(const at::Tensor& mask, const at::Tensor& yes, const at::Tensor& no) {
  return at::where(yes.dim() == 4 ? perPicture(mask) : mask, yes, no);
}

}  // namespace

std::vector<int> autoCheckpoints(int steps) {
  std::vector<int> checkpoints;
  double gap = kFirstCheckpoint;
  for (double share = gap; share <= 1.0; share += gap) {
    checkpoints.push_back(static_cast<int>(std::ceil(share * steps - 1e-9)));
    gap = std::max(gap - kShrinking, kSmallestGap);
  }
  checkpoints.erase(std::unique(checkpoints.begin(), checkpoints.end()), checkpoints.end());
  return checkpoints;
}

AutoAscent::AutoAscent(Task task, const at::Tensor& start)
    : m_task(std::move(task)), m_checkpoints(autoCheckpoints(m_task.steps)), m_x(start), m_previous(start) {
  evaluate();
  m_bestX = m_x;
  m_best = m_found;
  m_stepSize = at::full_like(m_found.loss, kFirstStep * m_task.ball.radius);
  m_rises = at::zeros_like(m_found.loss);
  m_bestAtCheckpoint = m_found.loss;
  m_wasHalved = at::zeros_like(m_found.loss, at::kBool);
}

void AutoAscent::step() {
  if (m_nextCheckpoint < m_checkpoints.size() && m_done == m_checkpoints[m_nextCheckpoint]) check();
  const at::Tensor lossBefore = m_found.loss;
  move();
  evaluate();
  ++m_done;
  m_rises = m_rises + m_found.loss.gt(lossBefore);
  const at::Tensor isBest = m_found.loss.gt(m_best.loss);
  m_bestX = choose(isBest, m_x, m_bestX);
  m_best.loss = choose(isBest, m_found.loss, m_best.loss);
  m_best.gradient = choose(isBest, m_found.gradient, m_best.gradient);
}

void AutoAscent::evaluate() { m_found = lossGradient(m_task.model, m_x, m_task.loss); }

at::Tensor AutoAscent::projected(const at::Tensor& xPixel) const {
  return projectToBall(xPixel, m_task.x0Pixel, m_task.ball.norm, m_task.ball.radius);
}

void AutoAscent::move() {
  const double share = m_done == 0 ? 1.0 : kMomentum;
  const at::Tensor direction = steepestDirection(m_found.gradient, m_task.ball.norm);
  const at::Tensor ahead = projected(m_x + direction * perPicture(m_stepSize));
  const at::Tensor next = projected(m_x + (ahead - m_x) * share + (m_x - m_previous) * (1.0 - share));
  m_previous = m_x;
  m_x = next;
}

void AutoAscent::check() {
  const int length = m_done - m_lastCheckpoint;
  const at::Tensor rarelyRose = m_rises.lt(kRisingShare * length);
  const at::Tensor isStuck = m_wasHalved.logical_not().logical_and(m_best.loss.eq(m_bestAtCheckpoint));
  m_wasHalved = rarelyRose.logical_or(isStuck);
  m_stepSize = choose(m_wasHalved, m_stepSize / 2, m_stepSize);
  m_x = choose(m_wasHalved, m_bestX, m_x);
  m_found.loss = choose(m_wasHalved, m_best.loss, m_found.loss);
  m_found.gradient = choose(m_wasHalved, m_best.gradient, m_found.gradient);
  m_bestAtCheckpoint = m_best.loss;
  m_rises = at::zeros_like(m_rises);
  m_lastCheckpoint = m_done;
  ++m_nextCheckpoint;
}

}  // namespace adv
