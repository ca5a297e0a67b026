// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_mark_painter.hpp"

#include <QLinearGradient>
#include <QPainterPath>
#include <cmath>

#include "widgets/maps/map_marks.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

QPainterPath triangle(double radius, double up) {
  const double inner = 0.72 * radius, half = inner * std::sqrt(3.0);
  QPainterPath path;
  path.addPolygon(QPolygonF{{-half, up * inner}, {half, up * inner}, {0.0, -2.0 * up * inner}});
  path.closeSubpath();
  return path;
}

QPainterPath plus(double radius) {
  const double length = 1.15 * radius, half = 0.4 * radius;
  QPainterPath across, down;
  across.addRect(-length, -half, 2 * length, 2 * half);
  down.addRect(-half, -length, 2 * half, 2 * length);
  return (across + down).simplified();
}

}  // namespace

QPainterPath markOutline(MapShape shape, double radius) {
  QPainterPath path;
  path.setFillRule(Qt::OddEvenFill);
  switch (shape) {
    case MapShape::Disc: path.addEllipse(QPointF(), radius, radius); break;
    case MapShape::Square: path.addRect(-0.88 * radius, -0.88 * radius, 1.76 * radius, 1.76 * radius); break;
    case MapShape::Triangle: return triangle(radius, 1.0);
    case MapShape::TriangleDown: return triangle(radius, -1.0);
    case MapShape::Diamond:
      path.addPolygon(QPolygonF{{1.25 * radius, 0}, {0, 1.25 * radius}, {-1.25 * radius, 0}, {0, -1.25 * radius}});
      path.closeSubpath();
      break;
    case MapShape::Cross: return QTransform().rotate(45.0).map(plus(radius));
    case MapShape::Plus: return plus(radius);
    case MapShape::Ring:
      path.addEllipse(QPointF(), 1.1 * radius, 1.1 * radius);
      path.addEllipse(QPointF(), 0.5 * radius, 0.5 * radius);
      break;
  }
  return path;
}

void paintMark(QPainter& painter, QPointF place, MapShape shape, double radius, const QColor& colour) {
  const double rim = kRimShare * radius;
  const QPainterPath outline = markOutline(shape, radius - rim / 2.0).translated(place);
  painter.setBrush(colour);
  painter.setPen(QPen(rimOf(colour), rim, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawPath(outline);
}

void paintScalarBar(QPainter& painter, const QRectF& place) {
  constexpr int kStops = 16;
  QLinearGradient colours(place.topLeft(), place.topRight());
  for (int i = 0; i <= kStops; ++i)
    colours.setColorAt(static_cast<double>(i) / kStops, scalarColour(static_cast<float>(i) / kStops));
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours);
  painter.drawRoundedRect(place, place.height() / 3.0, place.height() / 3.0);
}

QString scalarText(const MapColouring& colouring, double share) {
  const QString number =
      significant(colouring.low + share * (colouring.high - colouring.low)).replace(QLatin1Char('-'), QChar(u'−'));
  const bool isJoined = colouring.unit.startsWith(QLatin1Char('/')) || colouring.unit.isEmpty();
  return number + (isJoined ? QString() : QStringLiteral(" ")) + colouring.unit;
}

}  // namespace adv
