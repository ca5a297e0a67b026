// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "engine/api/image.hpp"

namespace adv {

/// [1, C, H, W] float32 with values n/255, on the CPU.
at::Tensor toPixelTensor(const Image& image);
/// One picture of a batch ([1, C, H, W] in [0, 1]) rounded to the nearest level.
Image toImage(const at::Tensor& xPixel);

/// Which way a ball is measured.
enum class BallNorm { Linf, L2 };
struct Ball {
  BallNorm norm = BallNorm::Linf;
  double radius = 1.0;  ///< in units of the pixel range [0, 1]
};

/// The nearest picture of 8-bit levels that lies in the ball around `x0Pixel` (itself of 8-bit levels). Where the
/// nearest level would leave the ball, the pixel goes towards the original instead, so that saving an image never
/// breaks ε. [N, C, H, W] -> the same shape, values n/255.
at::Tensor roundInsideBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, std::optional<Ball> ball);

/// True where every value already is n/255 to float precision: rounding then changes no prediction.
bool isOnLevels(const at::Tensor& xPixel);

}  // namespace adv
