// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers are written into a NumberGrid: mouse, keyboard and the small editor.
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/controls/number_grid.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kPixelsAStep = 8.0;
constexpr double kStill = 4.0;  ///< a press that moves less is a click

bool startsNumber(const QString& text) {
  return !text.isEmpty() && (text[0].isDigit() || QStringLiteral("-−.,+").contains(text[0]));
}

}  // namespace

QPoint NumberGrid::cellAt(const QPointF& position) const {
  const QRectF place = cellsPlace();
  if (m_table.rows == 0 || m_table.columns == 0 || !place.contains(position)) return {-1, -1};
  const double column = (position.x() - place.left()) / place.width() * m_table.columns;
  const double row = (position.y() - place.top()) / place.height() * m_table.rows;
  return {std::min(static_cast<int>(column), m_table.columns - 1), std::min(static_cast<int>(row), m_table.rows - 1)};
}

void NumberGrid::change(double value) {
  const double allowed = std::clamp(value, m_low, m_high);
  double& number = m_table.values[static_cast<std::size_t>(m_cell.y() * m_table.columns + m_cell.x())];
  if (allowed == number) return;
  number = allowed;
  describe();
  update();
  emit valueEdited(m_cell.y(), m_cell.x(), allowed);
}

void NumberGrid::edit(double value) {
  emit editStarted();
  change(value);
  emit editFinished();
}

void NumberGrid::openEditor(const QString& text) {
  if (!m_isEditable || !m_table.contains(m_cell.y(), m_cell.x())) return;
  const QRectF cell = placeOf(m_cell.y(), m_cell.x());
  const QSize size = cell.size().toSize().expandedTo(m_editor->minimumSizeHint());
  QRect place(QPoint(), size);
  place.moveCenter(cell.center().toPoint());
  m_editor->setGeometry(place);
  m_editor->setText(text);
  m_editor->show();
  m_editor->setFocus();
}

void NumberGrid::commitEditor() {
  const auto typed = parseNumber(m_editor->text());
  closeEditor();
  if (typed && *typed >= m_low && *typed <= m_high) return edit(*typed);
  QToolTip::showText(mapToGlobal(placeOf(m_cell.y(), m_cell.x()).bottomLeft().toPoint()),
                     tr("Type a number from %1 to %2, as 2.5 or 1/8.").arg(exactText(m_low), exactText(m_high)), this);
}

void NumberGrid::closeEditor() { m_editor->hide(); }

bool NumberGrid::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusOut && m_editor->isVisible()) commitEditor();
  if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  // Kept here: an edit hands Return on to its parent, which would open it again.
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool commits = key == Qt::Key_Return || key == Qt::Key_Enter;
  if (!commits && key != Qt::Key_Escape) return QWidget::eventFilter(watched, event);
  commits ? commitEditor() : closeEditor();
  setFocus();
  return true;
}

void NumberGrid::resizeEvent(QResizeEvent*) { closeEditor(); }

void NumberGrid::mousePressEvent(QMouseEvent* event) {
  const QPoint at = cellAt(event->position());
  if (event->button() != Qt::LeftButton || !m_table.contains(at.y(), at.x())) return;
  setCell(at.y(), at.x());
  m_drag = {m_isEditable, false, event->position().y(), m_table.at(at.y(), at.x())};
}

void NumberGrid::mouseMoveEvent(QMouseEvent* event) {
  if (!m_drag.pressed) return;
  const double up = m_drag.y - event->position().y();
  if (!m_drag.moving && std::abs(up) < kStill) return;
  if (!m_drag.moving) emit editStarted();
  m_drag.moving = true;
  const double from = std::isnan(m_drag.from) ? 0.0 : m_drag.from;
  const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? m_step / 10 : m_step;
  change(from + std::round(up / kPixelsAStep) * step);
}

void NumberGrid::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (m_drag.moving) emit editFinished();
  m_drag = {};
}

void NumberGrid::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || cellAt(event->position()) != m_cell) return;
  openEditor(exactText(m_table.at(m_cell.y(), m_cell.x())));
  m_editor->selectAll();
}

void NumberGrid::keyPressEvent(QKeyEvent* event) {
  if (!m_table.contains(m_cell.y(), m_cell.x())) return QWidget::keyPressEvent(event);
  const double value = m_table.at(m_cell.y(), m_cell.x());
  switch (event->key()) {
    case Qt::Key_Left: return setCell(m_cell.y(), m_cell.x() - 1);
    case Qt::Key_Right: return setCell(m_cell.y(), m_cell.x() + 1);
    case Qt::Key_Up: return setCell(m_cell.y() - 1, m_cell.x());
    case Qt::Key_Down: return setCell(m_cell.y() + 1, m_cell.x());
    case Qt::Key_Home: return setCell(m_cell.y(), 0);
    case Qt::Key_End: return setCell(m_cell.y(), m_table.columns - 1);
    default: break;
  }
  if (!m_isEditable) return QWidget::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_PageUp: return edit(value + m_step);
    case Qt::Key_PageDown: return edit(value - m_step);
    case Qt::Key_Delete:
    case Qt::Key_Backspace: return edit(0.0);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2: openEditor(exactText(value)); return m_editor->selectAll();
    default: break;
  }
  if (startsNumber(event->text())) return openEditor(event->text());
  QWidget::keyPressEvent(event);
}

void NumberGrid::focusInEvent(QFocusEvent*) { update(); }
void NumberGrid::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace adv
