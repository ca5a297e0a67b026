// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/display_mode.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/canvas/colour_maps.hpp"

namespace adv {
namespace {

bool isWhole(const ImagePtr& image) {
  return image && (image->channels == 1 || image->channels == 3) && image->width > 0 && image->height > 0 &&
         image->pixels.size() == image->bytesPerLine() * image->height;
}

/// Calls `colour(x-th pixel's first byte offset)` for every pixel and gathers the answers in a picture.
template <typename Colour>
QImage eachPixel(const Image& like, Colour colour) {
  QImage result(like.width, like.height, QImage::Format_RGB32);
  std::size_t offset = 0;
  for (int y = 0; y < like.height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
    for (int x = 0; x < like.width; ++x, offset += like.channels) line[x] = colour(offset);
  }
  return result;
}

QImage picture(const Image& image) {
  const auto* bytes = image.pixels.data();
  if (image.channels == 1) return eachPixel(image, [=](std::size_t i) { return qRgb(bytes[i], bytes[i], bytes[i]); });
  return eachPixel(image, [=](std::size_t i) { return qRgb(bytes[i], bytes[i + 1], bytes[i + 2]); });
}

QImage signedGrey(const Image& clean, const Image& adversarial, int gain64) {
  std::array<int, 511> bytes;
  for (int d = -255; d <= 255; ++d)
    bytes[d + 255] = std::clamp(kMiddle + roundedQuotient(gain64 * d, kGainUnit), 0, 255);
  const auto* a = adversarial.pixels.data();
  const auto* c = clean.pixels.data();
  const auto byte = [=, &bytes](std::size_t i) { return bytes[a[i] - c[i] + 255]; };
  if (clean.channels == 1) return eachPixel(clean, [=](std::size_t i) { return qRgb(byte(i), byte(i), byte(i)); });
  return eachPixel(clean, [=](std::size_t i) { return qRgb(byte(i), byte(i + 1), byte(i + 2)); });
}

QImage diverging(const Image& clean, const Image& adversarial, int gain64) {
  const int channels = clean.channels;
  const int reach = 255 * channels;
  std::vector<QRgb> colours(2 * reach + 1);
  for (int sum = -reach; sum <= reach; ++sum) {
    const int index = std::clamp(kMiddle + roundedQuotient(gain64 * sum, kGainUnit * channels), 0, 255);
    colours[sum + reach] = divergingMap()[index];
  }
  const auto* a = adversarial.pixels.data();
  const auto* c = clean.pixels.data();
  return eachPixel(clean, [&, a, c](std::size_t i) {
    int sum = reach;
    for (int k = 0; k < channels; ++k) sum += a[i + k] - c[i + k];
    return colours[sum];
  });
}

QImage absolute(const Image& clean, const Image& adversarial, int gain64) {
  std::array<QRgb, 256> colours;
  for (int d = 0; d <= 255; ++d) colours[d] = viridisMap()[std::min(255, roundedQuotient(gain64 * d, kGainUnit))];
  const auto* a = adversarial.pixels.data();
  const auto* c = clean.pixels.data();
  return eachPixel(clean, [&, a, c](std::size_t i) {
    int largest = 0;
    for (int k = 0; k < clean.channels; ++k) largest = std::max(largest, std::abs(a[i + k] - c[i + k]));
    return colours[largest];
  });
}

}  // namespace

int DisplayMode::gain64() const {
  const double inRange = std::isfinite(gain) ? std::clamp(gain, kMinimumGain, kMaximumGain) : kMinimumGain;
  return static_cast<int>(std::lround(inRange * kGainUnit));
}

QString describeMode(const DisplayMode& mode) {
  const QString factor = QStringLiteral("× %1").arg(static_cast<double>(mode.gain64()) / kGainUnit, 0, 'g', 3);
  switch (mode.kind) {
    case DisplayMode::Kind::Picture: return {};
    case DisplayMode::Kind::SignedGrey: return QStringLiteral("signed, ") + factor;
    case DisplayMode::Kind::Diverging: return QStringLiteral("diverging, ") + factor;
    case DisplayMode::Kind::Absolute: return QStringLiteral("absolute, ") + factor;
  }
  return {};
}

bool CanvasContent::comparable() const {
  return isWhole(clean) && isWhole(adversarial) && clean->width == adversarial->width &&
         clean->height == adversarial->height && clean->channels == adversarial->channels;
}

QImage displayPicture(const CanvasContent& content, const DisplayMode& mode, Side side) {
  if (!mode.isPerturbation()) {
    const ImagePtr& image = content.picture(side);
    return isWhole(image) ? picture(*image) : QImage();
  }
  if (!content.comparable()) return {};
  switch (mode.kind) {
    case DisplayMode::Kind::Diverging: return diverging(*content.clean, *content.adversarial, mode.gain64());
    case DisplayMode::Kind::Absolute: return absolute(*content.clean, *content.adversarial, mode.gain64());
    default: return signedGrey(*content.clean, *content.adversarial, mode.gain64());
  }
}

}  // namespace adv
