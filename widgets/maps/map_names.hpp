// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QPointF>
#include <QString>
#include <vector>

#include "widgets/maps/map_colouring.hpp"

namespace adv {

/// The name of a group: digits in its middle, words at its upper edge, as they would hide a small group.
struct MapName {
  QString text;
  QPointF place;  ///< of the map
  QColor colour;
};

/// Of the classes that are shown; none where the colour is a number, or where the groups are not classes.
std::vector<MapName> middleNames(const MapColouring& colouring, const EmbeddingPlaces& places,
                                 const std::vector<bool>& hidden, const Theme& look);

/// Size of a name, of ordinary text: digits can be large, words cannot.
double nameScale(const MapName& name);

/// A digit with its middle at `anchor`, or a word above it, and a glow in the colour of the ground, so that it can be
/// read on points. `size` in the painter's units.
void paintMapName(QPainter& painter, QPointF anchor, const QString& text, double size, const QColor& ink,
                  const QColor& ground);

}  // namespace adv
