// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {

/// Projected gradient ascent that chooses its own step sizes (Croce and Hein 2020, algorithm 1). It starts with steps
/// of 2 ε and a momentum; at checkpoints a picture whose loss went up too rarely, or did not reach a new maximum since
/// the last one, halves its step and goes on from its best point.
class AutoAscent {
 public:
  struct Task {
    const Classifier& model;
    at::Tensor x0Pixel;  ///< [n, C, H, W]: centre of the ball
    Ball ball;
    int steps = 100;
    LogitLoss loss;  ///< to climb
  };
  /// Takes the gradient at `start`, inside the ball.
  AutoAscent(Task task, const at::Tensor& start);

  /// Moves and takes the gradient there.
  void step();
  bool isDone() const { return m_done == m_task.steps; }
  /// The point reached last, and what was found there.
  const at::Tensor& xPixel() const { return m_x; }
  const LossGradient& found() const { return m_found; }

 private:
  void move();
  void evaluate();
  void check();
  at::Tensor projected(const at::Tensor& xPixel) const;

  Task m_task;
  std::vector<int> m_checkpoints;
  std::size_t m_nextCheckpoint = 0;
  int m_lastCheckpoint = 0;
  int m_done = 0;
  at::Tensor m_x;
  at::Tensor m_previous;
  LossGradient m_found;
  at::Tensor m_bestX;
  LossGradient m_best;  ///< at m_bestX
  // Of each picture, [n]:
  at::Tensor m_stepSize;
  at::Tensor m_rises;             ///< steps since the last checkpoint that raised the loss
  at::Tensor m_bestAtCheckpoint;  ///< largest loss at the last checkpoint
  at::Tensor m_wasHalved;         ///< at the last checkpoint
};

/// w_1, w_2, ... for a run of `steps`: ⌈p_j T⌉ with p_1 = 0.22 and gaps that shrink by 0.03 down to 0.06 (Croce and
/// Hein 2020, section 3.1).
std::vector<int> autoCheckpoints(int steps);

}  // namespace adv
