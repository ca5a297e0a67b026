// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/stop_slider.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/plots/axis_slider_handle.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

StopSlider::StopSlider(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::SizeHorCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

QSize StopSlider::minimumSizeHint() const { return {200, qRound(110 * typeScale())}; }

void StopSlider::setStop(int stop) {
  m_stop = std::clamp(stop, 0, std::max(0, stopCount() - 1));
  update();
}

int StopSlider::nearest(double x) const {
  int best = 0;
  for (int stop = 1; stop < stopCount(); ++stop) {
    if (std::abs(pixelOf(stop) - x) < std::abs(pixelOf(best) - x)) best = stop;
  }
  return best;
}

void StopSlider::moveTo(int stop) {
  const int before = m_stop;
  setStop(stop);
  if (m_stop != before) emit stopChanged(m_stop);
}

void StopSlider::moveByHand(int stop) {
  emit dragStarted();
  moveTo(stop);
  emit dragFinished();
}

void StopSlider::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintFigure(painter);
  if (stopCount() > 0) paintSliderHandle(painter, area(), pixelOf(m_stop), hasFocus());
}

void StopSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || stopCount() == 0) return;
  m_isDragging = true;
  emit dragStarted();
  moveTo(nearest(event->position().x()));
}

void StopSlider::mouseMoveEvent(QMouseEvent* event) {
  if (m_isDragging) moveTo(nearest(event->position().x()));
}

void StopSlider::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_isDragging || event->button() != Qt::LeftButton) return;
  m_isDragging = false;
  emit dragFinished();
}

void StopSlider::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) return event->ignore();
  moveByHand(m_stop + (event->angleDelta().y() > 0 ? 1 : -1));
}

void StopSlider::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return moveByHand(m_stop - 1);
    case Qt::Key_Right:
    case Qt::Key_Up: return moveByHand(m_stop + 1);
    case Qt::Key_PageDown: return moveByHand(m_stop - m_coarse);
    case Qt::Key_PageUp: return moveByHand(m_stop + m_coarse);
    case Qt::Key_Home: return moveByHand(0);
    case Qt::Key_End: return moveByHand(stopCount() - 1);
    default: QWidget::keyPressEvent(event);
  }
}

void StopSlider::focusInEvent(QFocusEvent*) { update(); }
void StopSlider::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace adv
