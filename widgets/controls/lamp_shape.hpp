// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>

#include "engine/api/trust.hpp"

namespace adv {

/// Green is a disc with a tick, amber a triangle with a mark, red a square with a cross, pending an empty ring: no
/// state is told by its colour alone.
void paintLamp(QPainter& painter, const QRectF& place, LampState state, bool dark);

QColor lampColour(LampState state, bool dark);

/// "green", "amber", "red"; "waiting".
QString lampWord(LampState state);

}  // namespace adv
