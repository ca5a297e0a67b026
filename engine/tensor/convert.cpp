// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/convert.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <cstring>

namespace adv {
namespace {

constexpr double kMaxLevel = 255.0;
/// Float32 noise of n/255 * 255, in levels.
constexpr double kLevelNoise = 1e-3;

}  // namespace

at::Tensor toPixelTensor(const Image& image) {
  const at::Tensor bytes = at::empty({1, image.height, image.width, image.channels}, at::kByte);
  std::memcpy(bytes.mutable_data_ptr(), image.pixels.data(), image.pixels.size());
  return bytes.permute({0, 3, 1, 2}).to(at::kFloat).div_(kMaxLevel).contiguous();
}

Image toImage(const at::Tensor& xPixel) {
  const at::NoGradGuard noGrad;
  const at::Tensor bytes = xPixel.detach()
                               .mul(kMaxLevel)
                               .round_()
                               .clamp_(0, kMaxLevel)
                               .to(at::kCPU, at::kByte)
                               .permute({0, 2, 3, 1})
                               .contiguous();
  Image image{static_cast<int>(bytes.size(2)), static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(3)), {}};
  const auto* first = bytes.const_data_ptr<std::uint8_t>();
  image.pixels.assign(first, first + bytes[0].numel());
  return image;
}

at::Tensor roundInsideBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, std::optional<Ball> ball) {
  const at::NoGradGuard noGrad;
  const at::Tensor levels = xPixel.detach().mul(kMaxLevel);
  const at::Tensor start = x0Pixel.mul(kMaxLevel).round_();
  at::Tensor rounded = levels.round();
  if (ball && ball->norm == BallNorm::Linf) {
    const double whole = std::floor(ball->radius * kMaxLevel + kLevelNoise);
    rounded = at::minimum(at::maximum(rounded, start - whole), start + whole);
  }
  if (ball && ball->norm == BallNorm::L2) {
    const at::Tensor change = levels - start;
    const at::Tensor towardsStart = start + at::where(change.abs() < kLevelNoise, at::zeros_like(change),
                                                      (change + change.sign() * kLevelNoise).trunc());
    const at::Tensor size = (rounded - start).flatten(1).norm(2, 1).div_(kMaxLevel);
    rounded = at::where((size > ball->radius).view({-1, 1, 1, 1}), towardsStart, rounded);
  }
  return rounded.clamp_(0, kMaxLevel).div_(kMaxLevel);
}

bool isOnLevels(const at::Tensor& xPixel) {
  const at::NoGradGuard noGrad;
  const at::Tensor levels = xPixel.detach().mul(kMaxLevel);
  return (levels - levels.round()).abs().max().item<float>() < kLevelNoise;
}

}  // namespace adv
