// SPDX-License-Identifier: GPL-3.0-or-later
// How an AxisSlider is moved: mouse, wheel, keyboard.
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/axis_slider_handle.hpp"

namespace adv {
namespace {

/// What a Page key skips, where there are stops.
constexpr int kCoarseStops = 4;

}  // namespace

double AxisSlider::snapped(double value, bool isFree) const {
  if (m_stops.empty()) {
    const double snap = isFree && m_freeWithShift ? m_snap / 10 : m_snap;
    return std::round(value / snap) * snap;
  }
  return *std::min_element(m_stops.begin(), m_stops.end(), [&](double a, double b) {
    return std::abs(m_scale.shareOf(a) - m_scale.shareOf(value)) <
           std::abs(m_scale.shareOf(b) - m_scale.shareOf(value));
  });
}

void AxisSlider::moveTo(double value, bool isFree) {
  const double moved = std::clamp(snapped(value, isFree), m_scale.low, m_scale.high);
  if (moved == m_value) return;
  setValue(moved);
  emit valueChanged(moved);
}

void AxisSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  m_dragging = true;
  emit dragStarted();
  moveTo(valueAt(event->pos().x()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void AxisSlider::mouseMoveEvent(QMouseEvent* event) {
  if (m_dragging) moveTo(valueAt(event->pos().x()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void AxisSlider::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_dragging || event->button() != Qt::LeftButton) return;
  m_dragging = false;
  emit dragFinished(m_value);
}

void AxisSlider::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) return event->ignore();
  const int by = event->angleDelta().y() > 0 ? 1 : -1;
  m_stops.empty() ? nudge(by * m_snap) : skip(by);
}

void AxisSlider::nudge(double by) {
  emit dragStarted();
  moveTo(m_value + by, std::abs(by) < m_snap);
  emit dragFinished(m_value);
}

void AxisSlider::skip(int by) {
  const auto at = std::lower_bound(m_stops.begin(), m_stops.end(), snapped(m_value, false)) - m_stops.begin();
  const auto last = static_cast<std::ptrdiff_t>(m_stops.size()) - 1;
  nudge(m_stops[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + by, 0, last))] - m_value);
}

void AxisSlider::keyPressEvent(QKeyEvent* event) {
  const auto move = [this](double steps, int stops) { m_stops.empty() ? nudge(steps) : skip(stops); };
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return move(-m_snap, -1);
    case Qt::Key_Right:
    case Qt::Key_Up: return move(m_snap, 1);
    case Qt::Key_PageDown: return move(-m_coarse, -kCoarseStops);
    case Qt::Key_PageUp: return move(m_coarse, kCoarseStops);
    case Qt::Key_Home: return nudge(m_scale.low - m_value);
    case Qt::Key_End: return nudge(m_scale.high - m_value);
    default: QWidget::keyPressEvent(event);
  }
}

void AxisSlider::focusInEvent(QFocusEvent*) { m_handle->update(); }
void AxisSlider::focusOutEvent(QFocusEvent*) { m_handle->update(); }

}  // namespace adv
