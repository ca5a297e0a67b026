// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_overlay.hpp"

#include <algorithm>

#include "widgets/canvas/canvas_surface.hpp"
#include "widgets/maps/map_path_painter.hpp"

namespace adv {
namespace {

constexpr double kNameRoom = 1.5;  ///< above a name at the upper edge, of its size
constexpr double kPathLine = 2.2;
constexpr double kCorner = 6.0;

void paintRing(QPainter& painter, QPointF place, double radius, double width) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().card, width + 2.5));
  painter.drawEllipse(place, radius, radius);
  painter.setPen(QPen(theme().text, width));
  painter.drawEllipse(place, radius, radius);
}

}  // namespace

MapOverlay::MapOverlay(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
}

void MapOverlay::setDecor(MapDecor decor) {
  m_decor = std::move(decor);
  m_still = {};
  update();
}

void MapOverlay::setTouch(MapTouch touch) {
  m_touch = std::move(touch);
  update();
}

void MapOverlay::paintEvent(QPaintEvent*) {
  if (m_still.size() != devicePixelsOf(*this)) {
    m_still = QPixmap(devicePixelsOf(*this));
    m_still.setDevicePixelRatio(devicePixelRatioF());
    m_still.fill(Qt::transparent);
    QPainter still(&m_still);
    still.setRenderHint(QPainter::Antialiasing);
    paintDecor(still);
  }
  QPainter painter(this);
  painter.drawPixmap(0, 0, m_still);
  painter.setRenderHint(QPainter::Antialiasing);
  paintTouch(painter);
  paintFrame(painter);
}

void MapOverlay::paintDecor(QPainter& painter) const {
  if (!m_decor.places) {
    painter.setPen(theme().mutedText);
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_decor.emptyText);
    return;
  }
  if (m_decor.pictures)
    paintCloseUp(painter, m_decor.closeUp, *m_decor.pictures, m_decor.colouring, *m_decor.places, m_decor.view);
  if (m_decor.paths) {
    const auto toWidget = [this](QPointF place) { return m_decor.view.toWidget(place); };
    paintPaths(painter, *m_decor.paths, toWidget, {kPathLine * typeScale(), theme(), theme().card});
  }
  paintNames(painter);
}

void MapOverlay::paintNames(QPainter& painter) const {
  for (const MapName& name : m_decor.names) {
    const double size = nameScale(name) * typeSize(14);
    QPointF place = m_decor.view.toWidget(name.place);
    if (place.y() > 0) place.setY(std::max(place.y(), kNameRoom * size));
    paintMapName(painter, place, name.text, size, theme().text, theme().card);
  }
}

void MapOverlay::paintTouch(QPainter& painter) const {
  if (m_touch.marked) paintRing(painter, *m_touch.marked, m_touch.radius + 7.0, 2.5);
  if (m_touch.ring) paintRing(painter, *m_touch.ring, m_touch.radius + 4.0, 1.8);
  if (m_touch.lasso.size() > 1) {
    QColor inside = theme().accent;
    inside.setAlpha(36);
    painter.setPen(QPen(theme().accent, 1.6, Qt::DashLine));
    painter.setBrush(inside);
    painter.drawPolygon(m_touch.lasso);
  }
  if (m_touch.card) paintMapCard(painter, *m_touch.card, m_touch.pointer, QRectF(rect()).adjusted(4, 4, -4, -4));
}

void MapOverlay::paintFrame(QPainter& painter) const {
  const QPen pen = m_touch.focused ? QPen(theme().focus, 2.0) : QPen(theme().cardBorder, 1.0);
  const double half = pen.widthF() / 2.0;
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), kCorner, kCorner);
}

}  // namespace adv
