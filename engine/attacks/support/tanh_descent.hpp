// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace adv {

/// Gradient descent of pictures that cannot leave the box: x = (tanh(w) + 1) / 2 with w free (Carlini and Wagner 2017,
/// section V-B), moved by Adam (Kingma and Ba 2015, algorithm 1). Each picture has its own count of updates, so that it
/// may start anew while the others go on.
class TanhDescent {
 public:
  /// Starts at `xPixel` [n, C, H, W].
  TanhDescent(const at::Tensor& xPixel, double learningRate);

  /// [n, C, H, W] in [0, 1].
  const at::Tensor& xPixel() const { return m_xPixel; }
  /// One update of every picture, from the gradient in the pixels.
  void step(const at::Tensor& gradientPixel);
  /// Those where `mask` [n] (bool) holds start anew, from their pictures in `xPixel`.
  void restart(const at::Tensor& mask, const at::Tensor& xPixel);
  /// Keeps the pictures at `indices` [m] int64 alone.
  void keep(const at::Tensor& indices);

 private:
  double m_learningRate;
  at::Tensor m_w, m_mean, m_square, m_xPixel;
  at::Tensor m_updates;  ///< [n]
};

}  // namespace adv
