// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace adv {

/// Minimises one function for each row of a batch over the box [0, 1]^D, by projected L-BFGS: the quasi-Newton
/// direction of the variables that are free to move (Bertsekas 1982; two-loop recursion of Nocedal and Wright 2006,
/// algorithm 7.4), followed along the clipped path with a backtracking line search (Armijo). The caller evaluates:
/// `tell` what `trial` asks for, again and again. Each row has its own history, step and end.
class BoxLbfgs {
 public:
  /// Starts at `x` [n, D] in [0, 1].
  explicit BoxLbfgs(const at::Tensor& x);

  /// [n, D]: where value and gradient are wanted next.
  const at::Tensor& trial() const { return m_trial; }
  /// Value [n] and gradient [n, D] at the trial point. Answers for which rows it became the present point, [n] bool.
  at::Tensor tell(const at::Tensor& value, const at::Tensor& gradient);
  /// [n] bool: no further progress.
  const at::Tensor& isConverged() const { return m_isConverged; }

  /// Rows where `mask` [n] (bool) holds start anew at their rows of `x`, for instance with another function.
  void restart(const at::Tensor& mask, const at::Tensor& x);
  /// Keeps the rows at `indices` [m] int64 alone.
  void keep(const at::Tensor& indices);

 private:
  void remember(const at::Tensor& mask, const at::Tensor& step, const at::Tensor& change);
  at::Tensor direction() const;
  void turn(const at::Tensor& mask);

  at::Tensor m_x, m_gradient, m_direction, m_trial;  ///< [n, D]
  at::Tensor m_value, m_length;                      ///< [n]; the value is infinite before the first
  at::Tensor m_steps, m_changes;                     ///< [n, m, D]: s and y, the newest first
  at::Tensor m_isConverged;                          ///< [n] bool
};

}  // namespace adv
