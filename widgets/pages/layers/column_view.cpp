// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/column_view.hpp"

#include <QKeyEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "widgets/style/theme.hpp"

namespace adv {

ColumnView::ColumnView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, qOverload<>(&QWidget::update));
}

/// New pictures of the same channels leave the place as it is.
void ColumnView::takeMaps(std::optional<FeatureMapsReady> maps) {
  const bool isSame = maps && m_maps && maps->layer.name == m_maps->layer.name && maps->first == m_maps->first;
  m_maps = std::move(maps);
  if (!isSame) m_first = m_current = 0;
  setFirstColumn(m_first);
  emit columnsChanged();
  update();
}

void ColumnView::setFirstColumn(int column) {
  const int first = std::clamp(column, 0, std::max(0, count() - columnsThatFit()));
  if (first == m_first) return;
  m_first = first;
  emit columnsChanged();
  update();
}

void ColumnView::resizeEvent(QResizeEvent*) {
  setFirstColumn(m_first);
  emit columnsChanged();
}

void ColumnView::leaveEvent(QEvent*) { emit hovered({}); }

void ColumnView::wheelEvent(QWheelEvent* event) {
  const QPoint turned = event->angleDelta();
  const int by = std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y();
  setFirstColumn(m_first + (by > 0 ? -1 : 1));
}

void ColumnView::moveTo(int place) {
  if (count() == 0) return;
  m_current = std::clamp(place, 0, count() - 1);
  if (m_current < m_first) setFirstColumn(m_current);
  if (m_current >= m_first + columnsThatFit()) setFirstColumn(m_current - columnsThatFit() + 1);
  setAccessibleDescription(describePlace(m_current));
  emit hovered(describePlace(m_current));
  update();
}

void ColumnView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return moveTo(m_current - 1);
    case Qt::Key_Right: return moveTo(m_current + 1);
    case Qt::Key_PageUp: return moveTo(m_current - columnsThatFit());
    case Qt::Key_PageDown: return moveTo(m_current + columnsThatFit());
    case Qt::Key_Home: return moveTo(0);
    case Qt::Key_End: return moveTo(count() - 1);
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace adv
