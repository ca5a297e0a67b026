// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/canvas/canvas_scene.hpp"

namespace adv {

/// Draws `scene` without a graphics card. The result is RGB32 of exactly `devicePixels`; areas are averaged in the
/// colours as they are displayed, each channel rounded once at the end.
QImage renderCanvas(const CanvasScene& scene, QSize devicePixels);

}  // namespace adv
