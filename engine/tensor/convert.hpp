// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
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

/// A float picture as it is shown and saved.
struct RoundedPicture {
  Image picture;                 ///< the nearest picture of 8-bit levels that lies in the ball around the original
  std::int64_t sumSquares = 0;   ///< of its differences to the original, in levels
  std::int64_t sumAbsolute = 0;  ///< of their sizes
  std::int64_t changed = 0;      ///< pixels that differ in any channel
  int largest = 0;               ///< the largest of them
  bool wasOnLevels = true;       ///< every value already was n/255 to float precision: rounding changes no prediction
};

/// Rounds one picture, [1, C, H, W] in [0, 1]. Where the nearest level would leave the ball, the pixel goes towards the
/// original instead, so that saving an image never breaks ε.
RoundedPicture roundToPicture(const at::Tensor& xPixel, const Image& original, std::optional<Ball> ball);

/// The same for a batch, [N, C, H, W] with values n/255. `x0Pixel` is of 8-bit levels.
at::Tensor roundInsideBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, std::optional<Ball> ball);

}  // namespace adv
