// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/norms.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <vector>

namespace adv {
namespace {

/// A float32 length is only known to about this share of itself: a projection stays a hair inside.
constexpr double kInside = 1.0 - 1e-6;

/// Over each picture's largest entry: the squares of a masked network's gradient are below the smallest float.
at::Tensor overLargest(const at::Tensor& gradient) {
  return gradient / gradient.abs().amax({1, 2, 3}, true).clamp_min(1e-38);
}

}  // namespace

BallNorm ballNormOf(const AttackInfo& info, const ParamValues& values) {
  return info.normWith(values) == "L2" ? BallNorm::L2 : BallNorm::Linf;
}

at::Tensor perPicture(const at::Tensor& values) { return values.reshape({-1, 1, 1, 1}); }

at::Tensor zeroShareOf(const at::Tensor& gradient) { return gradient.eq(0).flatten(1).to(at::kFloat).mean(1); }

at::Tensor l2Lengths(const at::Tensor& x) { return perPicture(x.flatten(1).norm(2, 1)); }

at::Tensor projectToBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, BallNorm norm, double radius) {
  const at::Tensor delta = xPixel - x0Pixel;
  if (norm == BallNorm::Linf) return (x0Pixel + delta.clamp(-radius, radius)).clamp_(0, 1);
  const at::Tensor length = l2Lengths(delta);
  const at::Tensor scale =
      at::where(length > radius, radius * kInside / length.clamp_min(1e-30), at::ones_like(length));
  return (x0Pixel + delta * scale).clamp_(0, 1);
}

at::Tensor randomStart(const at::Tensor& x0Pixel, BallNorm norm, double radius, ImageDraws& draws) {
  if (norm == BallNorm::Linf) return projectToBall(x0Pixel + draws.uniform(-radius, radius), x0Pixel, norm, radius);
  const at::Tensor direction = steepestDirection(draws.normal(), norm);
  const double dimensions = static_cast<double>(x0Pixel[0].numel());
  std::vector<double> lengths;
  for (std::int64_t i = 0; i < draws.count(); ++i) lengths.push_back(std::pow(draws.uniformOf(i), 1.0 / dimensions));
  const at::Tensor length = perPicture(at::tensor(lengths, at::kFloat).to(x0Pixel.device()));
  return projectToBall(x0Pixel + direction * (length * radius), x0Pixel, norm, radius);
}

at::Tensor steepestDirection(const at::Tensor& gradient, BallNorm norm) {
  if (norm == BallNorm::Linf) return gradient.sign();
  const at::Tensor scaled = overLargest(gradient);
  return scaled / l2Lengths(scaled).clamp_min(1e-12);
}

at::Tensor overMeanSize(const at::Tensor& gradient) {
  const at::Tensor scaled = overLargest(gradient);
  return scaled / scaled.abs().mean({1, 2, 3}, true).clamp_min(1e-12);
}

}  // namespace adv
