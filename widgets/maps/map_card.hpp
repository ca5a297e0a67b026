// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <vector>

namespace adv {

/// A line of the card under the pointer, with a dot in the colour of what it speaks of.
struct MapCardLine {
  QString text;
  QColor dot;  ///< invalid for none
  bool isStrong = false;
};

/// What is known of a point or a station.
struct MapCard {
  QImage picture;  ///< null for none
  std::vector<MapCardLine> lines;
};

/// Beside `pointer`, inside of `area`.
void paintMapCard(QPainter& painter, const MapCard& card, QPointF pointer, const QRectF& area);

}  // namespace adv
