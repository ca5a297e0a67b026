// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/api/describe.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/random.hpp"

namespace adv {

/// What ε is measured in with these parameters.
BallNorm ballNormOf(const AttackInfo& info, const ParamValues& values);

/// [N, 1, 1, 1]: Euclidean length of each picture's entries.
at::Tensor l2Lengths(const at::Tensor& x);

/// The point nearest to `xPixel` in the ball of `radius` around `x0Pixel`, then clipped to [0, 1]: inside both.
at::Tensor projectToBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, BallNorm norm, double radius);

/// A point drawn evenly from the ball of `radius` around each picture (in L2: a normal direction, at radius · u^(1/d)
/// with u uniform), then clipped to [0, 1].
at::Tensor randomStart(const at::Tensor& x0Pixel, BallNorm norm, double radius, ImageDraws& draws);

/// The steepest direction of unit size: the gradient's sign, or the gradient over its length (0 where it is 0).
at::Tensor steepestDirection(const at::Tensor& gradient, BallNorm norm);

/// [N]: share of the entries of each picture's gradient that are exactly zero.
at::Tensor zeroShareOf(const at::Tensor& gradient);

/// The gradient over the mean of its absolute values (0 where it is 0): its L1-normalised form, whatever its size.
at::Tensor overMeanSize(const at::Tensor& gradient);

/// Values [N] shaped to act on pictures: [N, 1, 1, 1].
at::Tensor perPicture(const at::Tensor& values);

}  // namespace adv
