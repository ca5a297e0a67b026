// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "engine/api/surface.hpp"
#include "widgets/plots/surface_colours.hpp"

namespace adv {

/// The class regions of a surface as a picture; the second axis points up. A region is the stronger in its colour the
/// larger the margin is, with contour lines at steps of `marginStep`. Between the grid's points the margins are
/// interpolated, so that a border lies where the two logits are equal. What is not known yet takes the nearest coarser
/// point.
QImage renderSurface(const SurfaceReady& surface, const SurfaceColours& colours, const Theme& theme, QSize pixels);

/// The margin between two contour lines: 1, 2 or 5 times a power of ten.
double marginStep(const SurfaceReady& surface);

/// Where the name of a class stands best: the place of its region farthest from any border, in [0, 1]², from the left
/// bottom corner; with the distance, in units of the side.
struct RegionPlace {
  int classIndex = -1;
  QPointF place;
  double room = 0.0;
};
/// The largest first; tiny ones are left out.
std::vector<RegionPlace> regionPlaces(const SurfaceReady& surface);

}  // namespace adv
