// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>
#include <cstdint>
#include <vector>

#include "widgets/maps/map_colouring.hpp"

namespace adv {

/// One way to draw a point.
struct MapMark {
  QRgb fill = 0;  ///< opaque
  QRgb rim = 0;   ///< opaque
  MapShape shape = MapShape::Disc;
  std::uint8_t opacity = 255;
};

/// How all points are drawn. Independent of where they are.
struct MapMarks {
  std::vector<MapMark> marks;
  std::vector<std::uint16_t> markOf;  ///< of each point, in `marks`
  std::vector<std::uint32_t> order;   ///< the points that are drawn, later ones over earlier ones
};

/// Points of hidden groups are left out; where any are selected the others are faint and below. A backdrop stands back
/// behind what is drawn on it. Within each, the order
/// is mixed, so that no class lies over the others only because it comes last in the data.
MapMarks makeMarks(const MapColouring& colouring, int count, const std::vector<bool>& hidden,
                   const std::vector<int>& selection, bool isBackdrop, const Theme& look);

/// Radius of a point in device-independent pixels, for maps of `count` points in a view of the shorter side `side`.
double pointRadius(int count, double side, double zoom);

/// The rim of a mark is its colour, darker.
QColor rimOf(const QColor& fill);
/// Width of the rim, of the radius.
inline constexpr double kRimShare = 0.24;

/// Signed distance from the outline of `shape` of radius `radius`, in the same unit; negative inside. y downwards. The
/// shader computes the same.
float shapeDistance(MapShape shape, float x, float y, float radius);
/// How far a shape reaches from its middle, of its radius.
inline constexpr float kShapeReach = 1.5F;

}  // namespace adv
