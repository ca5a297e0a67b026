// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/api/results.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {

/// Sizes of x - x0 for a batch of one, [1, C, H, W] in [0, 1]; summed in double precision.
Distortion measureDistortion(const at::Tensor& xPixel, const at::Tensor& x0Pixel);

/// The same from whole levels.
Distortion distortionOf(const RoundedPicture& rounded);

/// L2 and L∞ distances of a batch, each [N] in double precision.
struct BatchDistances {
  at::Tensor l2;
  at::Tensor linf;
};
BatchDistances measureDistances(const at::Tensor& xPixel, const at::Tensor& x0Pixel);

}  // namespace adv
