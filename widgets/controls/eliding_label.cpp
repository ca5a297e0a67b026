// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/eliding_label.hpp"

#include <QPainter>

namespace adv {

ElidingLabel::ElidingLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidingLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(foregroundRole()));
  const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
  painter.drawText(rect(), static_cast<int>(alignment()), shown);
  setToolTip(!m_details.isEmpty() ? m_details : shown == text() ? QString() : text());
}

}  // namespace adv
