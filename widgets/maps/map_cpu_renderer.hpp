// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "widgets/maps/map_scene.hpp"

namespace adv {

/// Draws `scene` without a graphics card: small pictures of the marks are made once and laid at every place. RGB32 of
/// exactly `devicePixels`.
QImage renderMap(const MapScene& scene, QSize devicePixels);

/// The same on a transparent ground (premultiplied ARGB32), for figures.
QImage renderMapLayer(const MapScene& scene, QSize devicePixels);

}  // namespace adv
