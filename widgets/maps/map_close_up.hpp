// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <vector>

#include "engine/api/embedding_pictures.hpp"
#include "widgets/maps/map_colouring.hpp"
#include "widgets/maps/map_index.hpp"
#include "widgets/maps/map_view.hpp"

namespace adv {

/// The points of a view that is close enough to show pictures in their places.
struct MapCloseUp {
  std::vector<int> points;
  double side = 0.0;     ///< of the pictures' longer side, in pixels
  double opacity = 0.0;  ///< rises as the points come apart
};

/// Pictures are as large as lets few of them overlap; below a size that can be seen there are none.
MapCloseUp closeUpOf(const EmbeddingPlaces& places, const MapIndex& index, const MapView& view, QSizeF size,
                     const MapIndex::Filter& isShown);

/// Pixels of its own; null where there is none.
QImage pictureOf(const EmbeddingPictures& pictures, int point);

/// Each picture framed in the colour of its group or value.
void paintCloseUp(QPainter& painter, const MapCloseUp& closeUp, const EmbeddingPictures& pictures,
                  const MapColouring& colouring, const EmbeddingPlaces& places, const MapView& view);

/// The colour that a point has.
QColor pointColour(const MapColouring& colouring, int point, const Theme& look = theme());

}  // namespace adv
