// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/batched_attack.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace adv {

BatchedAttack::BatchedAttack(const Attack& attack, AttackProblem all, std::int64_t batch, OnBatch onBatch)
    : m_attack(attack), m_all(std::move(all)), m_batch(batch), m_onBatch(std::move(onBatch)) {}

void BatchedAttack::step() {
  if (!m_run) {
    m_begin = m_next;
    m_next = std::min(m_begin + m_batch, m_all.xPixel.size(0));
    AttackProblem problem = m_all;
    problem.xPixel = m_all.xPixel.slice(0, m_begin, m_next);
    problem.labels = m_all.labels.slice(0, m_begin, m_next);
    if (m_all.targets) problem.targets = m_all.targets->slice(0, m_begin, m_next);
    m_run = m_attack.start(std::move(problem));
    m_steps = 0;
  }
  if (!m_run->isDone()) {
    m_run->step();
    ++m_steps;
  }
  if (!m_run->isDone()) return;
  m_onBatch(m_run->adversarial(), m_begin);
  m_run.reset();
}

double BatchedAttack::done() const {
  const double part = m_run ? static_cast<double>(m_steps) / std::max(1, m_run->stepsPlanned()) : 1.0;
  const auto all = static_cast<double>(std::max<std::int64_t>(1, m_all.xPixel.size(0)));
  return (static_cast<double>(m_begin) + part * static_cast<double>(m_next - m_begin)) / all;
}

}  // namespace adv
