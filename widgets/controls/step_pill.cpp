// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/step_pill.hpp"

#include <QTimer>
#include <algorithm>

#include "widgets/controls/pill.hpp"

namespace adv {

StepPill::StepPill(QWidget* parent) : QLineEdit(parent) {
  makePill(this);
  setAccessibleName(tr("Step of the run"));
  showValue();
  connect(this, &QLineEdit::editingFinished, this, &StepPill::commit);
}

void StepPill::setValue(int value, int maximum) {
  m_maximum = maximum;
  m_value = std::clamp(value, 0, maximum);
  showValue();
}

void StepPill::showValue() { setText(QStringLiteral("%1 / %2").arg(m_value).arg(m_maximum)); }

void StepPill::commit() {
  bool isNumber = false;
  const int typed = text().section(QLatin1Char('/'), 0, 0).trimmed().toInt(&isNumber);
  const int before = m_value;
  if (isNumber) m_value = std::clamp(typed, 0, m_maximum);
  showValue();
  if (m_value != before) emit valueChanged(m_value);
}

void StepPill::focusInEvent(QFocusEvent* event) {
  QLineEdit::focusInEvent(event);
  QTimer::singleShot(0, this, &QLineEdit::selectAll);
}

}  // namespace adv
