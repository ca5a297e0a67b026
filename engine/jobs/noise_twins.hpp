// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace adv {

/// The control of attacked pictures, [N, C, H, W] of 8-bit levels: each clean picture moved along its `signs` (+1 or
/// −1 for each value) as far as its adversarial one is, clipped and rounded. Measured in L∞ where the attack's `norm`
/// is that, otherwise in L2, up to what rounding does.
at::Tensor noiseTwins(const at::Tensor& adversarialPixel, const at::Tensor& x0Pixel, const at::Tensor& signs,
                      const std::string& norm);

}  // namespace adv
