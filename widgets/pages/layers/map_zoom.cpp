// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/map_zoom.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "widgets/pages/layers/map_strip.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kGap = 14;

QFont captionFont() {
  QFont font;
  font.setPixelSize(typeSize(14));
  return font;
}

int captionHeight() { return QFontMetrics(captionFont()).height() + 6; }

}  // namespace

MapZoom::MapZoom(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setCursor(Qt::PointingHandCursor);
  setAccessibleName(tr("One channel in large"));
  setToolTip(tr("Arrow keys: the neighbouring channels. A click or Esc: back to all channels."));
}

void MapZoom::setMaps(const FeatureMapsReady& maps, int place, bool wholeLayer) {
  m_maps = maps;
  m_isWholeLayer = wholeLayer;
  moveTo(place);
}

void MapZoom::moveTo(int place) {
  m_place = std::clamp(place, 0, std::max(0, static_cast<int>(m_maps->shown.size()) - 1));
  setAccessibleDescription(tr("channel %1").arg(m_maps->shown[static_cast<std::size_t>(m_place)]));
  emit placeChanged(m_place);
  update();
}

QRectF MapZoom::placeOf(std::size_t part) const {
  const auto count = static_cast<double>(partsOf(*m_maps).size());
  const double each = std::min((width() - (count - 1) * kGap) / count, static_cast<double>(height() - captionHeight()));
  const double left = (width() - count * each - (count - 1) * kGap) / 2;
  return {left + static_cast<double>(part) * (each + kGap), static_cast<double>(captionHeight()), each, each};
}

void MapZoom::paintEvent(QPaintEvent*) {
  if (!m_maps) return;
  QPainter painter(this);
  painter.setFont(captionFont());
  painter.setPen(theme().text);
  const auto parts = partsOf(*m_maps);
  const QString channel = tr("channel %1").arg(m_maps->shown[static_cast<std::size_t>(m_place)]);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const QRectF place = placeOf(part);
    QString caption = partLabel(*m_maps, parts[part]);
    if (part == 0) caption += QStringLiteral(", ") + channel;
    painter.drawText(QRectF(place.left(), 0, place.width(), captionHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                     caption);
    drawMap(painter, place, mapImage(*m_maps, m_place, parts[part], m_isWholeLayer));
  }
}

void MapZoom::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) emit closed();
}

void MapZoom::mouseMoveEvent(QMouseEvent* event) {
  if (!m_maps) return;
  const auto parts = partsOf(*m_maps);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const QRectF place = placeOf(part);
    if (!place.contains(event->position())) continue;
    const QPointF within((event->position().x() - place.left()) / place.width(),
                         (event->position().y() - place.top()) / place.height());
    return emit hovered(mapReadout(*m_maps, m_place, parts[part], within));
  }
  emit hovered({});
}

void MapZoom::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return moveTo(m_place - 1);
    case Qt::Key_Right: return moveTo(m_place + 1);
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter: return emit closed();
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace adv
