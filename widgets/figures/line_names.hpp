// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <vector>

#include "widgets/plots/series.hpp"

namespace adv {

/// The name of a line, wanted at the height of its right end.
struct LineName {
  double y = 0.0;
  QString name;
  QColor colour;
};

/// Beside the right edge of `area`, pushed apart where they would overlap; empty names are left out.
void paintLineNames(QPainter& painter, const QRectF& area, std::vector<LineName> names, double textSize);
/// Width of the widest, for type of that size.
double lineNamesWidth(const std::vector<Series>& lines, double textSize);

/// Filled with the painter's brush; `radius` is that of the disc.
void paintPointMark(QPainter& painter, PointMark mark, QPointF centre, double radius);

}  // namespace adv
