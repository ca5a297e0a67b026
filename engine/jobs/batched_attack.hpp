// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/attacks/attack.hpp"

namespace adv {

/// One attack on many pictures, batch by batch; the caller owns the loop.
class BatchedAttack {
 public:
  /// Takes a batch that is over: the pictures begin, begin + 1, … after the attack.
  using OnBatch = std::function<void(const at::Tensor& adversarial, std::int64_t begin)>;

  /// `all` holds every picture with its label and target; what else is in it is the same for each batch. `attack`
  /// outlives this.
  BatchedAttack(const Attack& attack, AttackProblem all, std::int64_t batch, OnBatch onBatch);

  /// One step of the attack on the present batch.
  void step();
  bool isDone() const { return !m_run && m_next >= m_all.xPixel.size(0); }
  /// In [0, 1].
  double done() const;

 private:
  const Attack& m_attack;
  AttackProblem m_all;
  std::int64_t m_batch;
  OnBatch m_onBatch;
  std::int64_t m_begin = 0;  ///< of the present batch
  std::int64_t m_next = 0;
  int m_steps = 0;  ///< on the present batch
  std::unique_ptr<AttackRun> m_run;
};

}  // namespace adv
