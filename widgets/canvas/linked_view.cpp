// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/linked_view.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace adv {
namespace {

/// Three flashes a second are the limit for people with photosensitive epilepsy (WCAG 2.3.1); this is half of it.
constexpr std::chrono::milliseconds kBlinkHalfPeriod{310};

double fitZoom(const Viewport& viewport) {
  if (viewport.isEmpty()) return 1.0;
  return std::min(viewport.area.width() / viewport.picture.width(), viewport.area.height() / viewport.picture.height());
}

/// The place in the middle of the view along one axis: as wished, but with no empty space beside a picture that is
/// large enough.
double keptInside(double wish, double picture, double visible) {
  if (visible >= picture) return picture / 2.0;
  return std::clamp(wish, visible / 2.0, picture - visible / 2.0);
}

QPointF keptInside(QPointF wish, const Viewport& viewport, double zoom) {
  return {keptInside(wish.x(), viewport.picture.width(), viewport.area.width() / zoom),
          keptInside(wish.y(), viewport.picture.height(), viewport.area.height() / zoom)};
}

QPointF middleOf(const Viewport& viewport) { return {viewport.area.width() / 2.0, viewport.area.height() / 2.0}; }

/// How far a picture that does not fill the canvas is moved from the middle, in device-independent pixels.
QPointF alignmentShift(const Viewport& viewport, double zoom) {
  const auto half = [zoom](double area, double picture) { return std::max(0.0, area - picture * zoom) / 2.0; };
  const Qt::Alignment alignment = viewport.alignment;
  const double x = alignment.testFlag(Qt::AlignLeft) ? -1.0 : alignment.testFlag(Qt::AlignRight) ? 1.0 : 0.0;
  const double y = alignment.testFlag(Qt::AlignTop) ? -1.0 : alignment.testFlag(Qt::AlignBottom) ? 1.0 : 0.0;
  return {x * half(viewport.area.width(), viewport.picture.width()),
          y * half(viewport.area.height(), viewport.picture.height())};
}

}  // namespace

LinkedView::LinkedView(QObject* parent) : QObject(parent) {
  m_blinkTimer.setInterval(kBlinkHalfPeriod);
  connect(&m_blinkTimer, &QTimer::timeout, this, [this] { setSwapped(!m_swapped); });
}

double LinkedView::zoom(const Viewport& viewport) const {
  const double fitting = fitZoom(viewport);
  return std::clamp(m_zoom, fitting, std::max(fitting, kMaximumZoom));
}

ViewTransform LinkedView::transform(const Viewport& viewport, double ratio) const {
  const double scale = zoom(viewport);
  const QPointF centre = keptInside(m_centre, viewport, scale);
  const QPointF origin = (middleOf(viewport) + alignmentShift(viewport, scale) - centre * scale) * ratio;
  return {scale * ratio, QPointF(std::round(origin.x()), std::round(origin.y()))};
}

void LinkedView::zoomAt(const Viewport& viewport, QPointF point, double factor) {
  if (viewport.isEmpty() || !(factor > 0.0)) return;
  const double before = zoom(viewport);
  const double fitting = fitZoom(viewport);
  const double after = std::clamp(before * factor, fitting, std::max(fitting, kMaximumZoom));
  const QPointF centre = keptInside(m_centre, viewport, before);
  const QPointF anchor = centre + (point - middleOf(viewport) - alignmentShift(viewport, before)) / before;
  m_centre = keptInside(anchor - (point - middleOf(viewport)) / after, viewport, after);
  m_zoom = after > fitting * (1.0 + 1e-9) ? after : 0.0;
  emit changed();
}

void LinkedView::panBy(const Viewport& viewport, QPointF distance) {
  if (viewport.isEmpty() || isFitted()) return;
  const double scale = zoom(viewport);
  m_centre = keptInside(keptInside(m_centre, viewport, scale) - distance / scale, viewport, scale);
  emit changed();
}

void LinkedView::fit() {
  if (isFitted()) return;
  m_zoom = 0.0;
  emit changed();
}

void LinkedView::setHover(QPoint pixel) {
  if (pixel == m_hover) return;
  m_hover = pixel;
  emit hoverChanged(pixel);
}

void LinkedView::setBlinking(bool blinking) {
  if (blinking == isBlinking()) return;
  if (blinking) {
    m_blinkTimer.start();
  } else {
    m_blinkTimer.stop();
  }
  setSwapped(blinking);
  emit blinkingChanged(blinking);
}

void LinkedView::setSwapped(bool away) {
  if (away == m_swapped) return;
  m_swapped = away;
  emit swapped(away);
}

}  // namespace adv
