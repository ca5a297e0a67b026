// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard of a legend.
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

#include "widgets/maps/map_legend.hpp"

namespace adv {

int MapLegend::groupAt(QPointF place) const {
  const auto all = cells(width());
  const auto found = std::find_if(all.begin(), all.end(), [&](const QRectF& cell) { return cell.contains(place); });
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

void MapLegend::toggle(int group) {
  m_hidden[static_cast<std::size_t>(group)].flip();
  tell();
}

void MapLegend::isolate(int group) {
  std::vector<bool> others(m_hidden.size(), true);
  others[static_cast<std::size_t>(group)] = false;
  m_hidden = m_hidden == others ? std::vector<bool>(m_hidden.size(), false) : others;
  tell();
}

void MapLegend::tell() {
  announce();
  update();
  emit hiddenChanged(m_hidden);
}

bool MapLegend::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && !m_colouring.isScalar()) {
    auto* help = static_cast<QHelpEvent*>(event);
    const int group = groupAt(help->pos());
    if (group < 0) {
      QToolTip::hideText();
    } else {
      QToolTip::showText(
          help->globalPos(),
          tr("%1, %2 points. Click hides or shows it; a double click, or Ctrl and click, shows it alone.")
              .arg(QString::fromStdString(m_colouring.groups[static_cast<std::size_t>(group)].name), countText(group)),
          this);
    }
    return true;
  }
  return QWidget::event(event);
}

void MapLegend::mousePressEvent(QMouseEvent* event) {
  const int group = groupAt(event->position());
  if (event->button() != Qt::LeftButton || group < 0) return event->ignore();
  m_current = group;
  if (event->modifiers().testFlag(Qt::ControlModifier)) return isolate(group);
  m_beforePress = m_hidden;
  toggle(group);
}

void MapLegend::mouseDoubleClickEvent(QMouseEvent* event) {
  const int group = groupAt(event->position());
  if (event->button() != Qt::LeftButton || group < 0) return event->ignore();
  if (m_beforePress.size() == m_hidden.size()) m_hidden = m_beforePress;  // the first of the two clicks does not count
  isolate(group);
}

void MapLegend::keyPressEvent(QKeyEvent* event) {
  const int count = static_cast<int>(m_colouring.groups.size());
  if (count == 0) return QWidget::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Left: m_current = std::max(0, m_current - 1); break;
    case Qt::Key_Down:
    case Qt::Key_Right: m_current = std::min(count - 1, m_current + 1); break;
    case Qt::Key_Space:
      return event->modifiers().testFlag(Qt::ControlModifier) ? isolate(m_current) : toggle(m_current);
    case Qt::Key_Return:
    case Qt::Key_Enter: return isolate(m_current);
    default: return QWidget::keyPressEvent(event);
  }
  update();
}

void MapLegend::focusInEvent(QFocusEvent* event) {
  m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                    event->reason() == Qt::ShortcutFocusReason;
  update();
}

void MapLegend::focusOutEvent(QFocusEvent*) {
  m_keyboardFocus = false;
  update();
}

}  // namespace adv
