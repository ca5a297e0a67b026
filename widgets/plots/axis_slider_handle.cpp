// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/axis_slider_handle.hpp"

#include <QPainter>

#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

AxisSliderHandle::AxisSliderHandle(AxisSlider* slider) : QWidget(slider), m_slider(slider) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void paintSliderHandle(QPainter& painter, const QRectF& area, double x, bool hasFocus) {
  const QPointF foot(x, area.bottom());
  const double radius = 7.5 * typeScale();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme().text, 2));
  painter.drawLine(QPointF(foot.x(), area.top() - 3), foot);
  painter.setBrush(theme().card);
  painter.setPen(QPen(theme().text, 5));
  painter.drawEllipse(foot, radius - 1.5, radius - 1.5);
  if (!hasFocus) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().focus, 2));
  painter.drawEllipse(foot, radius + 4, radius + 4);
}

void AxisSliderHandle::paintEvent(QPaintEvent*) {
  const QRect area = m_slider->plotArea();
  QPainter painter(this);
  paintSliderHandle(painter, QRectF(area).adjusted(0, 0, 0, -0.5), m_slider->pixelOf(m_slider->value()),
                    m_slider->hasFocus());
}

}  // namespace adv
