// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/convert.hpp"

#include <QPainter>
#include <cstring>

namespace adv {
namespace {

QImage onWhite(const QImage& image) {
  QImage flat(image.size(), QImage::Format_RGB32);
  flat.fill(Qt::white);
  QPainter painter(&flat);
  // Pixel for pixel, whatever ratio or resolution the source carries.
  painter.drawImage(flat.rect(), image, image.rect());
  return flat;
}

}  // namespace

QImage toQImage(const Image& image) {
  const bool known = image.channels == 1 || image.channels == 3;
  if (!known || image.width <= 0 || image.height <= 0 || image.pixels.size() != image.bytesPerLine() * image.height)
    return {};
  QImage copy(image.width, image.height, image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
  if (copy.isNull()) return {};
  for (int y = 0; y < image.height; ++y) std::memcpy(copy.scanLine(y), image.at(0, y), image.bytesPerLine());
  return copy;
}

Image fromQImage(const QImage& image) {
  if (image.isNull()) return {};
  const QImage opaque = image.hasAlphaChannel() ? onWhite(image) : image;
  const bool grey = opaque.isGrayscale();
  const QImage flat = opaque.convertToFormat(grey ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
  Image result{flat.width(), flat.height(), grey ? 1 : 3, {}};
  result.pixels.resize(result.bytesPerLine() * result.height);
  for (int y = 0; y < result.height; ++y) {
    std::memcpy(result.pixels.data() + y * result.bytesPerLine(), flat.constScanLine(y), result.bytesPerLine());
  }
  return result;
}

}  // namespace adv
