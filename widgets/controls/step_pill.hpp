// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace adv {

/// "12 / 12": a step of a run. A click types a step.
class StepPill : public QLineEdit {
  Q_OBJECT
 public:
  explicit StepPill(QWidget* parent = nullptr);
  /// No signal.
  void setValue(int value, int maximum);
  int value() const { return m_value; }

 signals:
  void valueChanged(int value);

 protected:
  void focusInEvent(QFocusEvent* event) override;

 private:
  void commit();
  void showValue();

  int m_value = 0;
  int m_maximum = 0;
};

}  // namespace adv
