// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/map_images.hpp"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <span>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

QRgb signedColour(double value, double reach) {
  const double share = reach > 0.0 ? std::clamp(value / reach, -1.0, 1.0) : 0.0;
  return divergingMap()[static_cast<std::size_t>(128 + std::lround(share * (share < 0 ? 128 : 127)))];
}

QRgb magnitudeColour(double value, double reach) {
  const double share = reach > 0.0 ? std::clamp(value / reach, 0.0, 1.0) : 0.0;
  return viridisMap()[static_cast<std::size_t>(std::lround(share * 255))];
}

std::span<const float> planeOf(const std::vector<float>& values, int place, std::size_t size) {
  return std::span(values).subspan(static_cast<std::size_t>(place) * size, size);
}

double largestOf(std::span<const float> values) {
  double largest = 0.0;
  for (const float value : values) largest = std::max(largest, std::abs(static_cast<double>(value)));
  return largest;
}

/// A filter of three inputs as the little picture that it looks for.
QImage colourFilter(std::span<const float> filter, int width, int height) {
  const double reach = std::max(largestOf(filter), 1e-12);
  const auto plane = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  QImage image(width, height, QImage::Format_RGB32);
  for (std::size_t i = 0; i < plane; ++i) {
    const auto level = [&](std::size_t channel) {
      return static_cast<int>(std::lround(127.5 + 127.5 * filter[channel * plane + i] / reach));
    };
    image.setPixel(static_cast<int>(i) % width, static_cast<int>(i) / width, qRgb(level(0), level(1), level(2)));
  }
  return image;
}

/// The planes of a filter beside and below each other, a transparent pixel apart.
QImage filterPlanes(std::span<const float> filter, int inputs, int width, int height) {
  const double reach = largestOf(filter);
  const int columns = static_cast<int>(std::ceil(std::sqrt(inputs)));
  const int rows = (inputs + columns - 1) / columns;
  QImage image(columns * (width + 1) - 1, rows * (height + 1) - 1, QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  std::size_t next = 0;
  for (int input = 0; input < inputs; ++input) {
    const QPoint corner(input % columns * (width + 1), input / columns * (height + 1));
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x)
        image.setPixel(corner + QPoint(x, y), signedColour(static_cast<double>(filter[next++]), reach));
    }
  }
  return image;
}

QImage filterImage(const FeatureMapsReady& maps, int place) {
  const auto size = static_cast<std::size_t>(maps.filterInputs) * static_cast<std::size_t>(maps.filterHeight) *
                    static_cast<std::size_t>(maps.filterWidth);
  const auto filter = planeOf(maps.filters, place, size);
  if (maps.filterInputs == 3) return colourFilter(filter, maps.filterWidth, maps.filterHeight);
  return filterPlanes(filter, maps.filterInputs, maps.filterWidth, maps.filterHeight);
}

}  // namespace

MapScale mapScale(const FeatureMapsReady& maps, int place, MapPart part, bool wholeLayer) {
  if (part == MapPart::Difference) return {static_cast<double>(maps.differenceReach), true};
  const float reach = wholeLayer ? maps.layerReach : maps.channelReach[static_cast<std::size_t>(place)];
  return {static_cast<double>(reach), maps.low < 0.0F};
}

std::vector<MapPart> partsOf(const FeatureMapsReady& maps) {
  std::vector<MapPart> parts{MapPart::Clean};
  if (!maps.adversarial.empty()) parts.insert(parts.end(), {MapPart::Adversarial, MapPart::Difference});
  if (!maps.filters.empty()) parts.push_back(MapPart::Filter);
  return parts;
}

QString partText(MapPart part) {
  switch (part) {
    case MapPart::Clean: return QCoreApplication::translate("MapPart", "● clean");
    case MapPart::Adversarial: return QCoreApplication::translate("MapPart", "◆ adversarial");
    case MapPart::Difference: return QCoreApplication::translate("MapPart", "difference");
    case MapPart::Filter: return QCoreApplication::translate("MapPart", "filter");
  }
  return {};
}

QString partLabel(const FeatureMapsReady& maps, MapPart part) {
  if (part != MapPart::Difference) return partText(part);
  return QStringLiteral("%1 ±%2").arg(partText(part), significant(static_cast<double>(maps.differenceReach), 2));
}

QImage mapImage(const FeatureMapsReady& maps, int place, MapPart part, bool wholeLayer) {
  if (part == MapPart::Filter) return filterImage(maps, place);
  const auto clean = planeOf(maps.clean, place, maps.mapSize());
  const auto shown = part == MapPart::Clean ? clean : planeOf(maps.adversarial, place, maps.mapSize());
  const MapScale scale = mapScale(maps, place, part, wholeLayer);
  QImage image(maps.width, maps.height, QImage::Format_RGB32);
  for (std::size_t i = 0; i < maps.mapSize(); ++i) {
    double value = static_cast<double>(shown[i]);
    if (part == MapPart::Difference) value -= static_cast<double>(clean[i]);
    const QRgb colour = scale.isSigned ? signedColour(value, scale.reach) : magnitudeColour(value, scale.reach);
    image.setPixel(static_cast<int>(i) % maps.width, static_cast<int>(i) / maps.width, colour);
  }
  return image;
}

QRectF drawMap(QPainter& painter, const QRectF& place, const QImage& image) {
  const QSizeF size = QSizeF(image.size()).scaled(place.size(), Qt::KeepAspectRatio);
  const QRectF target(place.center() - QPointF(size.width() / 2, size.height() / 2), size);
  const double ratio = painter.device()->devicePixelRatioF() * painter.transform().m11();
  const QSize pixels = (size * ratio).toSize();
  const bool isReduced = pixels.width() < image.width();
  painter.drawImage(target, isReduced ? image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation) : image);
  return target;
}

}  // namespace adv
