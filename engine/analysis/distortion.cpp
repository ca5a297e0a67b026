// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/distortion.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <limits>

namespace adv {

BatchDistances measureDistances(const at::Tensor& xPixel, const at::Tensor& x0Pixel) {
  const at::NoGradGuard noGrad;
  const at::Tensor difference = (xPixel.detach() - x0Pixel).flatten(1).to(at::kDouble);
  return {difference.norm(2, 1), difference.abs().amax(1)};
}

Distortion measureDistortion(const at::Tensor& xPixel, const at::Tensor& x0Pixel) {
  const BatchDistances distances = measureDistances(xPixel, x0Pixel);
  Distortion distortion{distances.linf.item<double>(), distances.l2.item<double>(),
                        std::numeric_limits<double>::infinity()};
  const double meanSquare = distortion.l2 * distortion.l2 / static_cast<double>(x0Pixel.numel());
  if (meanSquare > 0.0) distortion.psnr = -10.0 * std::log10(meanSquare);
  return distortion;
}

}  // namespace adv
