// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/norms.hpp"

#include <ATen/ATen.h>

namespace adv {
namespace {

/// A float32 length is only known to about this share of itself: a projection stays a hair inside.
constexpr double kInside = 1.0 - 1e-6;

}  // namespace

BallNorm ballNormOf(const AttackInfo& info, const ParamValues& values) {
  return info.normWith(values) == "L2" ? BallNorm::L2 : BallNorm::Linf;
}

at::Tensor perPicture(const at::Tensor& values) { return values.reshape({-1, 1, 1, 1}); }

at::Tensor l2Lengths(const at::Tensor& x) { return perPicture(x.flatten(1).norm(2, 1)); }

at::Tensor projectToBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, BallNorm norm, double radius) {
  const at::Tensor delta = xPixel - x0Pixel;
  if (norm == BallNorm::Linf) return (x0Pixel + delta.clamp(-radius, radius)).clamp_(0, 1);
  const at::Tensor length = l2Lengths(delta);
  const at::Tensor scale =
      at::where(length > radius, radius * kInside / length.clamp_min(1e-30), at::ones_like(length));
  return (x0Pixel + delta * scale).clamp_(0, 1);
}

at::Tensor steepestDirection(const at::Tensor& gradient, BallNorm norm) {
  if (norm == BallNorm::Linf) return gradient.sign();
  // Scaled by its largest entry first: the squares of a masked network's gradient are below the smallest float.
  const at::Tensor largest = gradient.abs().amax({1, 2, 3}, true).clamp_min(1e-38);
  const at::Tensor scaled = gradient / largest;
  return scaled / l2Lengths(scaled).clamp_min(1e-12);
}

}  // namespace adv
