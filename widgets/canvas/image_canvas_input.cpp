// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel and keyboard of a canvas.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>
#include <cmath>

#include "widgets/canvas/image_canvas.hpp"

namespace adv {
namespace {

constexpr double kWheelNotch = 1.2;
constexpr double kKeyZoom = 1.25;
constexpr double kKeyPan = 0.1;    ///< of the canvas
constexpr double kKeyWipe = 0.02;  ///< of the picture
constexpr double kWipeReach = 12.0;

}  // namespace

bool ImageCanvas::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
      m_view->zoomAt(viewport(), gesture->position(), 1.0 + gesture->value());
      return true;
    }
  }
  return QWidget::event(event);
}

bool ImageCanvas::isOnWipeLine(QPointF point) const {
  const auto line = wipeLine();
  return line && std::abs(point.x() - *line) <= kWipeReach;
}

void ImageCanvas::moveWipeTo(double x) {
  const QRectF area = pictureArea();
  if (area.isEmpty()) return;
  setWipe((x - area.left()) / area.width());
  emit wipeChanged(*m_wipe);
}

void ImageCanvas::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / 120.0;
  if (!isShowing() || notches == 0.0) return event->ignore();
  m_view->zoomAt(viewport(), event->position(), std::pow(kWheelNotch, notches));
  m_view->setHover(pixelAt(event->position()));
  event->accept();
}

void ImageCanvas::mousePressEvent(QMouseEvent* event) {
  const bool pans = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
  if (!isShowing() || !pans) return event->ignore();
  m_drag = event->button() == Qt::LeftButton && isOnWipeLine(event->position()) ? Drag::Wipe : Drag::Pan;
  m_dragFrom = event->position();
  updateCursor(event->position());
}

void ImageCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF point = event->position();
  if (m_drag == Drag::Wipe) moveWipeTo(point.x());
  if (m_drag == Drag::Pan) {
    m_view->panBy(viewport(), point - m_dragFrom);
    m_dragFrom = point;
  }
  m_view->setHover(pixelAt(point));
  updateCursor(point);
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent* event) {
  m_drag = Drag::None;
  updateCursor(event->position());
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (isShowing() && event->button() == Qt::LeftButton) m_view->fit();
}

void ImageCanvas::leaveEvent(QEvent*) { m_view->setHover(LinkedView::kNoPixel); }

void ImageCanvas::updateCursor(QPointF point) {
  if (m_drag == Drag::Wipe || (m_drag == Drag::None && isOnWipeLine(point))) {
    setCursor(Qt::SplitHCursor);
  } else if (isShowing() && !m_view->isFitted()) {
    setCursor(m_drag == Drag::Pan ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
  } else if (isShowing()) {
    setCursor(Qt::CrossCursor);
  } else {
    unsetCursor();
  }
}

void ImageCanvas::keyPressEvent(QKeyEvent* event) {
  const QPointF middle(width() / 2.0, height() / 2.0);
  const bool wipes = event->modifiers().testFlag(Qt::ShiftModifier) && wipeLine();
  const int key = event->key();
  const bool isArrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
  if (!isShowing() || (isArrow && m_view->isFitted() && !wipes)) return QWidget::keyPressEvent(event);
  switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return m_view->zoomAt(viewport(), middle, kKeyZoom);
    case Qt::Key_Minus:
    case Qt::Key_Underscore: return m_view->zoomAt(viewport(), middle, 1.0 / kKeyZoom);
    case Qt::Key_0: return m_view->fit();
    case Qt::Key_Left: return moveByKeyboard({-1, 0}, wipes);
    case Qt::Key_Right: return moveByKeyboard({1, 0}, wipes);
    case Qt::Key_Up: return moveByKeyboard({0, -1}, false);
    case Qt::Key_Down: return moveByKeyboard({0, 1}, false);
    default: QWidget::keyPressEvent(event);
  }
}

void ImageCanvas::moveByKeyboard(QPointF steps, bool wipes) {
  if (wipes) {
    moveWipeTo(*wipeLine() + steps.x() * kKeyWipe * pictureArea().width());
  } else {
    m_view->panBy(viewport(), QPointF(-steps.x() * width(), -steps.y() * height()) * kKeyPan);
  }
}

void ImageCanvas::focusInEvent(QFocusEvent* event) {
  m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                    event->reason() == Qt::ShortcutFocusReason;
  refreshOverlay();
}

void ImageCanvas::focusOutEvent(QFocusEvent*) {
  m_keyboardFocus = false;
  refreshOverlay();
}

}  // namespace adv
