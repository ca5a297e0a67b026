// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel and keyboard of a filter's canvas.
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "widgets/canvas/filter_canvas.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kWheelNotch = 1.2;
constexpr double kKeyZoom = 1.25;
constexpr int kLongStep = 10;

}  // namespace

bool FilterCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !m_map) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QPointF pixel = view().toPicture(help->pos());
  const int x = static_cast<int>(std::floor(pixel.x()));
  const int y = static_cast<int>(std::floor(pixel.y()));
  const bool isInside = x >= 0 && y >= 0 && x < m_map->numbers.width && y < m_map->numbers.height;
  QToolTip::showText(help->globalPos(),
                     isInside ? tr("(%1, %2): %3").arg(x).arg(y).arg(exactText(m_map->numbers.at(0, y, x))) : toolTip(),
                     this);
  return true;
}

void FilterCanvas::mousePressEvent(QMouseEvent* event) {
  m_dragFrom = event->position();
  if (event->button() == Qt::LeftButton && m_map) emit pointed(view().toPicture(event->position()));
}

void FilterCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!m_map) return;
  if (event->buttons().testFlag(Qt::LeftButton)) emit pointed(view().toPicture(event->position()));
  if (event->buttons() & (Qt::RightButton | Qt::MiddleButton)) {
    m_centre -= (event->position() - m_dragFrom) / view().scale;
    m_dragFrom = event->position();
    update();
  }
}

void FilterCanvas::mouseDoubleClickEvent(QMouseEvent*) { fit(); }

void FilterCanvas::wheelEvent(QWheelEvent* event) {
  zoomAt(event->position(), std::pow(kWheelNotch, event->angleDelta().y() / 120.0));
}

void FilterCanvas::keyPressEvent(QKeyEvent* event) {
  const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? kLongStep : 1;
  const QPointF middle = placeOf(QRectF(m_window.left, m_window.top, m_window.columns, m_window.rows)).center();
  switch (event->key()) {
    case Qt::Key_Left: emit moveWanted(-step, 0); return;
    case Qt::Key_Right: emit moveWanted(step, 0); return;
    case Qt::Key_Up: emit moveWanted(0, -step); return;
    case Qt::Key_Down: emit moveWanted(0, step); return;
    case Qt::Key_Home: emit firstWanted(); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomAt(middle, kKeyZoom);
    case Qt::Key_Minus: return zoomAt(middle, 1 / kKeyZoom);
    case Qt::Key_0: return fit();
    default: QWidget::keyPressEvent(event);
  }
}

void FilterCanvas::focusInEvent(QFocusEvent* event) {
  m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                    event->reason() == Qt::ShortcutFocusReason;
  update();
}

void FilterCanvas::focusOutEvent(QFocusEvent*) {
  m_keyboardFocus = false;
  update();
}

}  // namespace adv
