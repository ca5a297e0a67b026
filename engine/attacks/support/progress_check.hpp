// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace adv {

/// Tells which of a batch's searches are stuck: a tenth of their steps took less than a ten-thousandth off the smallest
/// loss (the "abort early" of Carlini and Wagner's code). One loss alone would not tell: it swings to and fro at the
/// border of a class.
class ProgressCheck {
 public:
  /// For searches of up to `steps` steps of what `like` [n] describes.
  ProgressCheck(const at::Tensor& like, double steps);

  /// After one more step of each search, with its loss [n]: [n] bool, whether it is stuck.
  at::Tensor isStuck(const at::Tensor& loss);
  /// [n] bool: whether the search has taken all its steps.
  at::Tensor isSpent() const;
  void restart(const at::Tensor& mask);
  void keep(const at::Tensor& indices);

 private:
  double m_steps;
  at::Tensor m_iterations, m_lowest, m_lowestAtCheck;  ///< [n]
};

}  // namespace adv
