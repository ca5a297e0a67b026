// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/distortion.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <limits>

namespace adv {
namespace {

/// Of a picture of `count` values.
double psnrOf(double l2, std::int64_t count) {
  const double meanSquare = l2 * l2 / static_cast<double>(count);
  return meanSquare > 0.0 ? -10.0 * std::log10(meanSquare) : std::numeric_limits<double>::infinity();
}

}  // namespace

BatchDistances measureDistances(const at::Tensor& xPixel, const at::Tensor& x0Pixel) {
  const at::NoGradGuard noGrad;
  const at::Tensor difference = (xPixel.detach() - x0Pixel).flatten(1).to(at::kDouble);
  return {difference.norm(2, 1), difference.abs().amax(1)};
}

Distortion measureDistortion(const at::Tensor& xPixel, const at::Tensor& x0Pixel) {
  const at::NoGradGuard noGrad;
  const at::Tensor difference = (xPixel.detach() - x0Pixel).to(at::kDouble);
  Distortion distortion;
  distortion.linf = difference.abs().max().item<double>();
  distortion.l2 = difference.norm().item<double>();
  distortion.l1 = difference.abs().sum().item<double>();
  distortion.l0 = difference.ne(0).any(1).sum().item<std::int64_t>();
  distortion.psnr = psnrOf(distortion.l2, x0Pixel.numel());
  return distortion;
}

Distortion distortionOf(const RoundedPicture& rounded) {
  Distortion distortion;
  distortion.linf = rounded.largest / 255.0;
  distortion.l2 = std::sqrt(static_cast<double>(rounded.sumSquares)) / 255.0;
  distortion.l1 = static_cast<double>(rounded.sumAbsolute) / 255.0;
  distortion.l0 = rounded.changed;
  distortion.psnr = psnrOf(distortion.l2, static_cast<std::int64_t>(rounded.picture.pixels.size()));
  return distortion;
}

}  // namespace adv
