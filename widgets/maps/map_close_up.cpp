// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_close_up.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace adv {
namespace {

constexpr double kCell = 32.0;    ///< pixels of a square in which points are counted
constexpr double kOverlap = 1.6;  ///< points that a picture may cover, on the mean
constexpr double kFirstSide = 15.0;
constexpr double kClearSide = 19.0;  ///< from here on the pictures are opaque
constexpr double kMostSide = 72.0;
constexpr std::size_t kMostPictures = 4000;

QPointF placeOf(const EmbeddingPlaces& places, const MapView& view, int point) {
  const auto i = static_cast<std::size_t>(point);
  return view.toWidget({static_cast<double>(places.x[i]), static_cast<double>(places.y[i])});
}

/// How many points lie in a square pixel around a point, on the mean.
double crowding(const EmbeddingPlaces& places, const MapView& view, const std::vector<int>& points) {
  std::unordered_map<std::int64_t, double> cells;
  for (const int point : points) {
    const QPointF place = placeOf(places, view, point);
    const auto row = static_cast<std::int64_t>(std::floor(place.y() / kCell));
    ++cells[row * 100000 + static_cast<std::int64_t>(std::floor(place.x() / kCell))];
  }
  double squares = 0.0;
  for (const auto& [cell, count] : cells) squares += count * count;
  return squares / static_cast<double>(points.size()) / (kCell * kCell);
}

}  // namespace

MapCloseUp closeUpOf(const EmbeddingPlaces& places, const MapIndex& index, const MapView& view, QSizeF size,
                     const MapIndex::Filter& isShown) {
  MapCloseUp result;
  const double margin = kMostSide / view.scale();
  result.points = index.inside(view.visible().adjusted(-margin, -margin, margin, margin), isShown);
  const double least = static_cast<double>(result.points.size()) / (size.width() * size.height());
  const bool isCrowded = result.points.size() > kMostPictures || least * kFirstSide * kFirstSide > kOverlap;
  if (result.points.empty() || isCrowded) return {};
  result.side = std::min(kMostSide, std::sqrt(kOverlap / crowding(places, view, result.points)));
  result.opacity = std::clamp((result.side - kFirstSide) / (kClearSide - kFirstSide), 0.0, 1.0);
  return result.opacity > 0.0 ? result : MapCloseUp{};
}

QImage pictureOf(const EmbeddingPictures& pictures, int point) {
  if (point < 0 || point >= pictures.count) return {};
  const auto format = pictures.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
  return QImage(pictures.picture(point), pictures.width, pictures.height, pictures.width * pictures.channels, format)
      .copy();
}

QColor pointColour(const MapColouring& colouring, int point, const Theme& look) {
  const auto i = static_cast<std::size_t>(point);
  if (colouring.isScalar()) {
    const bool isKnown = i < colouring.values.size() && !std::isnan(colouring.values[i]);
    return isKnown ? scalarColour(colouring.values[i]) : unknownColour(look);
  }
  const int group = i < colouring.groupOf.size() ? colouring.groupOf[i] : -1;
  return group < 0 ? unknownColour(look) : colourOf(colouring.groups[static_cast<std::size_t>(group)], look);
}

void paintCloseUp(QPainter& painter, const MapCloseUp& closeUp, const EmbeddingPictures& pictures,
                  const MapColouring& colouring, const EmbeddingPlaces& places, const MapView& view) {
  if (closeUp.points.empty()) return;
  const double longer = std::max(pictures.width, pictures.height);
  const QSizeF size(closeUp.side * pictures.width / longer, closeUp.side * pictures.height / longer);
  const double frame = std::clamp(closeUp.side / 13.0, 1.5, 4.0);
  painter.save();
  painter.setOpacity(closeUp.opacity);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, closeUp.side < longer);
  for (const int point : closeUp.points) {
    const QPointF middle = placeOf(places, view, point);
    const QRectF box(middle - QPointF(size.width(), size.height()) / 2.0, size);
    painter.fillRect(box.adjusted(-frame, -frame, frame, frame), pointColour(colouring, point));
    painter.drawImage(box, pictureOf(pictures, point));
  }
  painter.restore();
}

}  // namespace adv
