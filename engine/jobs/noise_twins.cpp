// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/noise_twins.hpp"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/analysis/distortion.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;

}  // namespace

at::Tensor noiseTwins(const at::Tensor& adversarialPixel, const at::Tensor& x0Pixel, const at::Tensor& signs,
                      const std::string& norm) {
  const BatchDistances sizes = measureDistances(adversarialPixel, x0Pixel);
  const double values = static_cast<double>(x0Pixel[0].numel());
  const at::Tensor each = (norm == "L∞" ? sizes.linf : sizes.l2 / std::sqrt(values)).to(x0Pixel.options());
  const at::Tensor moved = (x0Pixel + signs * each.reshape({-1, 1, 1, 1})).clamp(0, 1);
  return moved.mul(kLevels).round_().div_(kLevels);
}

}  // namespace adv
