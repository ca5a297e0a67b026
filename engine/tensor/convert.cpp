// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/convert.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace adv {
namespace {

constexpr double kMaxLevel = 255.0;
/// Float32 noise of n/255 * 255, in levels.
constexpr double kLevelNoise = 1e-3;

/// Pixels that differ in any channel. A pass of its own: inside the other one it would keep that from running on
/// several values at a time.
std::int64_t changedPixels(const Image& picture, const Image& original) {
  const auto channels = static_cast<std::size_t>(original.channels);
  std::int64_t changed = 0;
  for (std::size_t pixel = 0; pixel < original.pixels.size(); pixel += channels) {
    bool differs = false;
    for (std::size_t c = 0; c < channels; ++c) differs |= picture.pixels[pixel + c] != original.pixels[pixel + c];
    changed += differs ? 1 : 0;
  }
  return changed;
}

/// `values` [1, H, W, C], dense; `whole` is the largest difference allowed; `towardsOriginal` cuts differences off
/// instead of rounding them.
RoundedPicture roundValues(const at::Tensor& values, const Image& original, int whole, bool towardsOriginal) {
  RoundedPicture result;
  result.picture = {original.width, original.height, original.channels, {}};
  const auto count = original.pixels.size();
  result.picture.pixels.resize(count);
  const float* value = values.const_data_ptr<float>();
  float farthest = 0.0F;
  for (std::size_t i = 0; i < count; ++i) {
    const float level = value[i] * static_cast<float>(kMaxLevel);
    const int start = original.pixels[i];
    const float nearest = std::nearbyint(level);
    farthest = std::max(farthest, std::abs(level - nearest));
    const float change = level - static_cast<float>(start);
    const float kept = std::copysign(std::abs(change) + static_cast<float>(kLevelNoise), change);
    const int wished = towardsOriginal ? static_cast<int>(kept) : static_cast<int>(nearest) - start;
    const int shown = std::clamp(start + std::clamp(wished, -whole, whole), 0, static_cast<int>(kMaxLevel));
    result.picture.pixels[i] = static_cast<std::uint8_t>(shown);
    const int difference = shown - start;
    result.sumSquares += difference * difference;
    result.sumAbsolute += std::abs(difference);
    result.largest = std::max(result.largest, std::abs(difference));
  }
  result.changed = changedPixels(result.picture, original);
  result.wasOnLevels = farthest < static_cast<float>(kLevelNoise);
  return result;
}

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

RoundedPicture roundToPicture(const at::Tensor& xPixel, const Image& original, std::optional<Ball> ball) {
  const at::NoGradGuard noGrad;
  const at::Tensor values = xPixel.detach().to(at::kCPU, at::kFloat).permute({0, 2, 3, 1}).contiguous();
  const bool isLinf = ball && ball->norm == BallNorm::Linf;
  const int whole = isLinf ? static_cast<int>(ball->radius * kMaxLevel + kLevelNoise) : static_cast<int>(kMaxLevel);
  RoundedPicture rounded = roundValues(values, original, whole, false);
  const double radius = ball ? ball->radius * kMaxLevel : 0.0;
  if (ball && !isLinf && static_cast<double>(rounded.sumSquares) > radius * radius) {
    rounded = roundValues(values, original, whole, true);
  }
  return rounded;
}

at::Tensor roundInsideBall(const at::Tensor& xPixel, const at::Tensor& x0Pixel, std::optional<Ball> ball) {
  std::vector<at::Tensor> rounded;
  for (std::int64_t i = 0; i < xPixel.size(0); ++i) {
    const Image original = toImage(x0Pixel.narrow(0, i, 1));
    rounded.push_back(toPixelTensor(roundToPicture(xPixel.narrow(0, i, 1), original, ball).picture));
  }
  return at::cat(rounded).to(xPixel.device());
}

}  // namespace adv
