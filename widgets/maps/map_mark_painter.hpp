// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QPainterPath>

#include "widgets/maps/map_colouring.hpp"

namespace adv {

/// A mark as the renderers draw it, as an outline: for legends and vector figures.
QPainterPath markOutline(MapShape shape, double radius);
void paintMark(QPainter& painter, QPointF place, MapShape shape, double radius, const QColor& colour);

/// The colours of a number, from left to right.
void paintScalarBar(QPainter& painter, const QRectF& place);
/// What the left (share 0) or right end of the bar stands for, with its unit: "12/255", "99 %".
QString scalarText(const MapColouring& colouring, double share);

}  // namespace adv
