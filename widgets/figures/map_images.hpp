// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <QRectF>

#include "engine/api/layers.hpp"

namespace adv {

enum class MapPart { Clean, Adversarial, Difference, Filter };

/// What the colours of a map mean. Signed values lie on the diverging map with grey at 0, magnitudes on viridis from 0
/// on.
struct MapScale {
  double reach = 0.0;  ///< the value at the end of the map; those beyond have its colour
  bool isSigned = false;
};

/// Of the channel at `place` of those shown, the same for clean and adversarial, or one for the whole layer.
/// Differences have one scale for all shown channels, as they may be much smaller than the values.
MapScale mapScale(const FeatureMapsReady& maps, int place, MapPart part, bool wholeLayer);

/// The parts that are there, from top to bottom.
std::vector<MapPart> partsOf(const FeatureMapsReady& maps);
QString partText(MapPart part);
/// The same; differences with the end of their scale: "difference ±0.35".
QString partLabel(const FeatureMapsReady& maps, MapPart part);

/// A pixel for each value. A filter with three inputs is in colour (grey is 0); with others, its planes stand side by
/// side in a square.
QImage mapImage(const FeatureMapsReady& maps, int place, MapPart part, bool wholeLayer);

/// Whole and centred in `place`: crisp where it is enlarged, averaged where it is reduced. Returns where it was drawn.
QRectF drawMap(QPainter& painter, const QRectF& place, const QImage& image);

}  // namespace adv
