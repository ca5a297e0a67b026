// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel and keyboard of a map.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>
#include <cmath>
#include <utility>

#include "widgets/maps/embedding_map.hpp"

namespace adv {
namespace {

constexpr double kWheelNotch = 1.2;
constexpr double kKeyZoom = 1.25;
constexpr double kKeyPan = 0.1;      ///< of the widget
constexpr double kClickReach = 4.0;  ///< a press that moves less is a click
constexpr double kLassoStep = 3.0;

}  // namespace

bool EmbeddingMap::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
      zoomAt(gesture->position(), 1.0 + gesture->value());
      return true;
    }
  }
  return QWidget::event(event);
}

void EmbeddingMap::mousePressEvent(QMouseEvent* event) {
  const bool isLeft = event->button() == Qt::LeftButton;
  if (!m_places || (!isLeft && event->button() != Qt::MiddleButton)) return event->ignore();
  const bool selects = isLeft && (m_isLasso != event->modifiers().testFlag(Qt::ShiftModifier));
  m_drag = selects ? Drag::Lasso : Drag::Pan;
  m_hasMoved = false;
  m_pressed = m_dragFrom = event->position();
  if (selects) m_lassoLine = {event->position()};
  updateCursor();
}

void EmbeddingMap::mouseMoveEvent(QMouseEvent* event) {
  const QPointF place = event->position();
  if (m_drag == Drag::None) return hover(place);
  const QPointF way = place - m_pressed;
  m_hasMoved = m_hasMoved || std::hypot(way.x(), way.y()) > kClickReach;
  if (!m_hasMoved) return;
  if (m_drag == Drag::Lasso) {
    const QPointF step = place - m_lassoLine.back();
    if (std::hypot(step.x(), step.y()) >= kLassoStep) m_lassoLine << place;
    return refreshTouch();
  }
  m_view.panBy(place - m_dragFrom);
  m_dragFrom = place;
  refreshView();
}

void EmbeddingMap::mouseReleaseEvent(QMouseEvent* event) {
  const Drag ended = std::exchange(m_drag, Drag::None);
  const QPolygonF line = std::exchange(m_lassoLine, {});
  if (ended == Drag::None) return;
  if (!m_hasMoved && event->button() == Qt::LeftButton) {
    choose(event->position());
  } else if (ended == Drag::Lasso && m_hasMoved) {
    QPolygonF onMap;
    for (const QPointF& place : line) onMap << m_view.toMap(place);
    select(index().inside(onMap, [this](int point) { return isShown(point); }));
  }
  hover(event->position());
}

void EmbeddingMap::mouseDoubleClickEvent(QMouseEvent* event) {
  if (m_places && event->button() == Qt::LeftButton) fit();
}

void EmbeddingMap::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / 120.0;
  if (!m_places || notches == 0.0) return event->ignore();
  zoomAt(event->position(), std::pow(kWheelNotch, notches));
  hover(event->position());
  event->accept();
}

void EmbeddingMap::leaveEvent(QEvent*) {
  m_pointer.reset();
  if (std::exchange(m_hoveredStation, {}).path >= 0) emit stationHovered(-1, -1);
  if (std::exchange(m_hoveredPoint, -1) >= 0) emit pointHovered(-1);
  refreshTouch();
}

void EmbeddingMap::keyPressEvent(QKeyEvent* event) {
  if (!m_places) return QWidget::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return keyZoom(kKeyZoom);
    case Qt::Key_Minus:
    case Qt::Key_Underscore: return keyZoom(1.0 / kKeyZoom);
    case Qt::Key_0: return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter: return choose(QRectF(rect()).center());
    case Qt::Key_Left: return keyMove({1, 0});
    case Qt::Key_Right: return keyMove({-1, 0});
    case Qt::Key_Up: return keyMove({0, 1});
    case Qt::Key_Down: return keyMove({0, -1});
    case Qt::Key_Escape:
      if (m_selection.empty() && m_drag != Drag::Lasso) break;
      m_drag = Drag::None;
      m_lassoLine.clear();
      select({});
      return refreshTouch();
    default: break;
  }
  QWidget::keyPressEvent(event);
}

/// The keyboard points at the middle.
void EmbeddingMap::keyMove(QPointF steps) {
  m_view.panBy(QPointF(steps.x() * width(), steps.y() * height()) * kKeyPan);
  refreshView();
  hover(QRectF(rect()).center());
}

void EmbeddingMap::keyZoom(double factor) {
  zoomAt(QRectF(rect()).center(), factor);
  hover(QRectF(rect()).center());
}

void EmbeddingMap::focusInEvent(QFocusEvent* event) {
  m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                    event->reason() == Qt::ShortcutFocusReason;
  refreshTouch();
}

void EmbeddingMap::focusOutEvent(QFocusEvent*) {
  m_keyboardFocus = false;
  refreshTouch();
}

}  // namespace adv
