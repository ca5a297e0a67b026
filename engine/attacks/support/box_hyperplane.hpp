// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/tensor/convert.hpp"

namespace adv {

/// The smallest change δ, in L∞ or L2, that takes each picture to its hyperplane and keeps it in the box:
/// ⟨normal, δ⟩ = −value with x + δ in [0, 1]. Where the box does not reach the hyperplane: the corner nearest to it.
/// Exact, by sorting the places where components reach the box (Croce and Hein 2020b, section 2.2 and appendix).
/// `xPixel` and `normal` [n, C, H, W], `value` [n]; the result has the shape of `xPixel`. Where the normal is zero, so
/// is δ.
at::Tensor stepToHyperplane(const at::Tensor& xPixel, const at::Tensor& normal, const at::Tensor& value, BallNorm norm);

}  // namespace adv
