// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRgb>
#include <memory>

#include "widgets/maps/map_marks.hpp"

namespace adv {

/// Everything that a renderer of points needs to know; both draw the same from it.
struct MapScene {
  EmbeddingPlacesPtr places;  ///< null where there is nothing to show
  std::shared_ptr<const MapMarks> marks;
  QPointF centre;       ///< the place of the map in the middle of the view
  double scale = 1.0;   ///< device pixels for one unit of the map
  float radius = 2.0F;  ///< of a point, in device pixels
  float rim = 0.5F;     ///< width of its rim, in device pixels
  QRgb background = qRgb(255, 255, 255);

  friend bool operator==(const MapScene&, const MapScene&) = default;
  bool isEmpty() const { return !places || !marks || places->x.size() != marks->markOf.size(); }
};

/// Points are drawn on whole fractions of a device pixel, so that both renderers draw the very same outlines.
inline constexpr int kMapSubpixels = 4;

/// How far a point is drawn from its place, in device pixels.
inline float markReach(const MapScene& scene) { return kShapeReach * scene.radius + 1.0F; }

}  // namespace adv
