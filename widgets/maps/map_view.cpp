// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_view.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr double kMargin = 0.05;         ///< of the widget, on each side
constexpr double kFollowSeconds = 0.15;  ///< in which all but 1/e of the way is gone
constexpr double kNear = 1e-3;           ///< of the scale; less than that is no way
constexpr double kLeastZoom = 0.2;
constexpr double kMostZoom = 2000.0;
constexpr double kLeastExtent = 1e-12;

}  // namespace

double MapView::fittedScale() const {
  const double width = std::max(m_bounds.width(), kLeastExtent), height = std::max(m_bounds.height(), kLeastExtent);
  return (1.0 - 2.0 * kMargin) * std::min(m_size.width() / width, m_size.height() / height);
}

void MapView::setSize(QSizeF size) {
  const double before = fittedScale();
  m_size = size.expandedTo({1.0, 1.0});
  m_scale *= fittedScale() / before;
}

void MapView::setBounds(const QRectF& bounds) {
  const bool isFirst = m_bounds.isNull();
  m_bounds = bounds;
  if (isFirst) return settle();
  if (!m_isFitted) return;
  // Nothing may lie outside, so that a map that grows is never cut.
  const QRectF seen = visible();
  if (seen.contains(bounds)) return;
  m_scale = std::min(m_scale, fittedScale());
  m_centre = bounds.center();
}

void MapView::settle() {
  if (!m_isFitted) return;
  m_scale = fittedScale();
  m_centre = m_bounds.center();
}

bool MapView::follow(double seconds) {
  if (!m_isFitted || m_bounds.isNull()) return false;
  const double wanted = fittedScale();
  const QPointF way = m_bounds.center() - m_centre;
  const bool isNear =
      std::abs(std::log(wanted / m_scale)) < kNear && std::hypot(way.x(), way.y()) * wanted < kNear * m_size.width();
  if (isNear) {
    settle();
    return false;
  }
  const double share = 1.0 - std::exp(-seconds / kFollowSeconds);
  m_scale *= std::pow(wanted / m_scale, share);
  m_centre += way * share;
  return true;
}

void MapView::zoomAt(QPointF place, double factor) {
  const QPointF fixed = toMap(place);
  const double fitted = fittedScale();
  m_scale = std::clamp(m_scale * factor, kLeastZoom * fitted, kMostZoom * fitted);
  m_isFitted = false;
  const QPointF moved = toMap(place);
  m_centre += fixed - moved;
}

void MapView::panBy(QPointF pixels) {
  m_centre += QPointF(-pixels.x(), pixels.y()) / m_scale;
  m_isFitted = false;
}

QPointF MapView::toWidget(QPointF map) const {
  const QPointF way = (map - m_centre) * m_scale;
  return {m_size.width() / 2.0 + way.x(), m_size.height() / 2.0 - way.y()};
}

QPointF MapView::toMap(QPointF place) const {
  return m_centre + QPointF(place.x() - m_size.width() / 2.0, m_size.height() / 2.0 - place.y()) / m_scale;
}

QRectF MapView::visible() const {
  const QSizeF size = m_size / m_scale;
  return {m_centre.x() - size.width() / 2.0, m_centre.y() - size.height() / 2.0, size.width(), size.height()};
}

double MapView::zoom() const { return m_scale / fittedScale(); }

}  // namespace adv
