// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/lamp_shape.hpp"

#include <QObject>
#include <QPolygonF>

namespace adv {
namespace {

/// A side of the place is 1.
QPointF at(const QRectF& place, double x, double y) {
  return {place.left() + x * place.width(), place.top() + y * place.height()};
}

void paintBody(QPainter& painter, const QRectF& place, LampState state) {
  switch (state) {
    case LampState::Green:
    case LampState::Pending: return painter.drawEllipse(place);
    case LampState::Amber: {
      painter.drawPolygon(QPolygonF({at(place, 0.5, 0.0), at(place, 1.02, 0.95), at(place, -0.02, 0.95)}));
      return;
    }
    case LampState::Red: return painter.drawRect(place.adjusted(1, 1, -1, -1));
  }
}

void paintMark(QPainter& painter, const QRectF& place, LampState state) {
  switch (state) {
    case LampState::Green:
      painter.drawPolyline(QPolygonF({at(place, 0.28, 0.52), at(place, 0.44, 0.68), at(place, 0.72, 0.36)}));
      return;
    case LampState::Amber:
      painter.drawLine(at(place, 0.5, 0.36), at(place, 0.5, 0.62));
      painter.drawPoint(at(place, 0.5, 0.79));
      return;
    case LampState::Red:
      painter.drawLine(at(place, 0.31, 0.31), at(place, 0.69, 0.69));
      painter.drawLine(at(place, 0.69, 0.31), at(place, 0.31, 0.69));
      return;
    case LampState::Pending: break;
  }
}

}  // namespace

void paintLamp(QPainter& painter, const QRectF& place, LampState state, bool dark) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor colour = lampColour(state, dark);
  const double thick = place.width() * 0.11;
  painter.setPen(QPen(colour, thick, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(state == LampState::Pending ? QBrush(Qt::NoBrush) : QBrush(colour));
  paintBody(painter, place.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), state);
  painter.setPen(
      QPen(dark ? QColor(0x13, 0x17, 0x1e) : QColor(Qt::white), thick, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  paintMark(painter, place, state);
  painter.restore();
}

QColor lampColour(LampState state, bool dark) {
  switch (state) {
    case LampState::Green: return dark ? QColor(0x3c, 0xc6, 0x9a) : QColor(0x00, 0x7f, 0x5c);
    case LampState::Amber: return dark ? QColor(0xf2, 0xb8, 0x3a) : QColor(0xb8, 0x78, 0x00);
    case LampState::Red: return dark ? QColor(0xff, 0x7a, 0x6b) : QColor(0xc2, 0x2a, 0x1c);
    case LampState::Pending: break;
  }
  return dark ? QColor(0x93, 0x9b, 0xa8) : QColor(0x80, 0x86, 0x94);
}

QString lampWord(LampState state) {
  switch (state) {
    case LampState::Green: return QObject::tr("green");
    case LampState::Amber: return QObject::tr("amber");
    case LampState::Red: return QObject::tr("red");
    case LampState::Pending: break;
  }
  return QObject::tr("waiting");
}

}  // namespace adv
