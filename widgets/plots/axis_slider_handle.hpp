// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QWidget>

namespace adv {

class AxisSlider;

/// The line and the ring of an axis slider: a transparent layer above the plot, so that a drag never redraws the plot.
class AxisSliderHandle : public QWidget {
 public:
  explicit AxisSliderHandle(AxisSlider* slider);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  AxisSlider* m_slider;
};

/// The line over `area` and the ring at its foot.
void paintSliderHandle(QPainter& painter, const QRectF& area, double x, bool hasFocus);

}  // namespace adv
