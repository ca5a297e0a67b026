// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/template_image.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/canvas/colour_maps.hpp"

namespace adv {
namespace {

constexpr int kGrey = 128;

double largest(const float* begin, const float* end) {
  double size = 0.0;
  for (; begin != end; ++begin) size = std::max(size, std::abs(static_cast<double>(*begin)));
  return size;
}

int entryOf(float weight, double scale) {
  if (!(scale > 0.0)) return kGrey;
  return std::clamp(kGrey + static_cast<int>(std::lround(127.0 * weight / scale)), 0, 255);
}

}  // namespace

std::vector<float> templateOf(const linear::Weights& weights, int classIndex) {
  const auto size = static_cast<std::ptrdiff_t>(weights.size());
  const auto first = weights.values.begin() + (weights.logistic ? 0 : classIndex * size);
  std::vector<float> values(first, first + size);
  if (weights.logistic && classIndex == 0) {
    for (float& value : values) value = -value;
  }
  return values;
}

double templateScale(const linear::Weights& weights, int classIndex) {
  const float* first =
      weights.values.data() + (weights.logistic ? 0 : static_cast<std::size_t>(classIndex) * weights.size());
  return largest(first, first + weights.size());
}

double sharedTemplateScale(const linear::Weights& weights) {
  return largest(weights.values.data(), weights.values.data() + weights.values.size());
}

QImage templateImage(const linear::Weights& weights, int classIndex, double scale) {
  const std::vector<float> values = templateOf(weights, classIndex);
  const auto plane = static_cast<std::size_t>(weights.width) * static_cast<std::size_t>(weights.height);
  QImage image(weights.width, weights.height, QImage::Format_RGB32);
  for (int y = 0; y < weights.height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < weights.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(weights.width) + x;
      const int first = entryOf(values[at], scale);
      if (weights.channels == 1)
        line[x] = divergingMap()[static_cast<std::size_t>(first)];
      else
        line[x] = qRgb(first, entryOf(values[plane + at], scale), entryOf(values[2 * plane + at], scale));
    }
  }
  return image;
}

}  // namespace adv
