// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/distortion.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <limits>

namespace adv {
namespace {

Distortion withPsnr(double linf, double l2, std::int64_t count) {
  Distortion distortion{linf, l2, std::numeric_limits<double>::infinity()};
  const double meanSquare = l2 * l2 / static_cast<double>(count);
  if (meanSquare > 0.0) distortion.psnr = -10.0 * std::log10(meanSquare);
  return distortion;
}

}  // namespace

BatchDistances measureDistances(const at::Tensor& xPixel, const at::Tensor& x0Pixel) {
  const at::NoGradGuard noGrad;
  const at::Tensor difference = (xPixel.detach() - x0Pixel).flatten(1).to(at::kDouble);
  return {difference.norm(2, 1), difference.abs().amax(1)};
}

Distortion measureDistortion(const at::Tensor& xPixel, const at::Tensor& x0Pixel) {
  const BatchDistances distances = measureDistances(xPixel, x0Pixel);
  return withPsnr(distances.linf.item<double>(), distances.l2.item<double>(), x0Pixel.numel());
}

Distortion distortionOfLevels(std::int64_t sumSquares, int largest, std::int64_t count) {
  return withPsnr(largest / 255.0, std::sqrt(static_cast<double>(sumSquares)) / 255.0, count);
}

}  // namespace adv
