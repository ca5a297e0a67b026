// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/support/progress_check.hpp"
#include "engine/attacks/support/smallest_change.hpp"
#include "engine/attacks/support/tanh_descent.hpp"

namespace adv {

/// What Carlini and Wagner's L∞ and L0 attacks share (2017, sections VI-B and VI-C): rounds that each start at the
/// success of the one before and are harder. In a round, Adam lowers D(x) + c f₆(x); where that ends without a success,
/// c is doubled, and beyond a largest c the last success stands.
class CwRoundsRun : public SmallestChangeRun {
 protected:
  /// What a round's distance D is: values [n], and gradients in the pixels.
  struct Distance {
    at::Tensor value;
    at::Tensor gradient;
  };

  /// At most `rounds` rounds, of up to `steps` steps for each c.
  CwRoundsRun(const AttackInfo& info, AttackProblem problem, ChangeSize measure, double largestConstant, int rounds);

  virtual Distance distance(const at::Tensor& change) const = 0;
  /// [n] bool: whether a success with this distance ends the round.
  virtual at::Tensor isCloseEnough(const at::Tensor& value) const = 0;
  /// Makes the task harder where `mask` holds, given the successes `xPixel` and the gradients of f there. Answers where
  /// nothing is left to do, [n] bool.
  virtual at::Tensor harden(const at::Tensor& mask, const at::Tensor& xPixel, const at::Tensor& gradient) = 0;
  /// [n, 1, H, W]: 1 for pixels that may change, 0 for those that are the original's; undefined where all may.
  virtual at::Tensor allowed() const { return {}; }

  const at::Tensor& constants() const { return m_constant; }
  void keep(const at::Tensor& indices) override;

 private:
  at::Tensor iterate() final;

  double m_confidence;
  double m_largestConstant;
  TanhDescent m_descent;
  at::Tensor m_constant;  ///< [n]: c
  ProgressCheck m_progress;
};

}  // namespace adv
