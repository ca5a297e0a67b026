// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/number_pill.hpp"

#include <QKeyEvent>
#include <QTimer>
#include <QToolTip>
#include <algorithm>

#include "widgets/controls/pill.hpp"
#include "widgets/style/format.hpp"

namespace adv {

NumberPill::NumberPill(QWidget* parent) : QLineEdit(parent) {
  makePill(this);
  setText(exactText(m_value));
  connect(this, &QLineEdit::editingFinished, this, &NumberPill::commit);
}

void NumberPill::setLimits(double low, double high, double step) {
  m_low = low;
  m_high = high;
  m_step = step;
}

void NumberPill::setValue(double value) {
  m_value = value;
  setText(exactText(value));
}

void NumberPill::commit() {
  if (!isModified()) return;
  const auto typed = parseNumber(text());
  if (typed && *typed >= m_low && *typed <= m_high) return moveTo(*typed);
  QToolTip::showText(mapToGlobal(QPoint(0, height())),
                     tr("Type a number from %1 to %2, as 2.5 or 1/8.").arg(exactText(m_low), exactText(m_high)), this);
  setText(exactText(m_value));
}

void NumberPill::moveTo(double value) {
  const double before = m_value;
  setValue(std::clamp(value, m_low, m_high));
  if (m_value != before) emit valueEdited(m_value);
}

void NumberPill::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up: return moveTo(m_value + m_step);
    case Qt::Key_Down: return moveTo(m_value - m_step);
    case Qt::Key_PageUp: return moveTo(m_value + 10 * m_step);
    case Qt::Key_PageDown: return moveTo(m_value - 10 * m_step);
    case Qt::Key_Escape: setText(exactText(m_value)); return clearFocus();
    default: QLineEdit::keyPressEvent(event);
  }
}

void NumberPill::focusInEvent(QFocusEvent* event) {
  QLineEdit::focusInEvent(event);
  QTimer::singleShot(0, this, &QLineEdit::selectAll);
}

}  // namespace adv
