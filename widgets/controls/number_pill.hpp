// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace adv {

/// A number that is typed: exact, within limits. Arrow keys move it by a step, Page keys by ten; Escape leaves it.
class NumberPill : public QLineEdit {
  Q_OBJECT
 public:
  explicit NumberPill(QWidget* parent = nullptr);
  void setLimits(double low, double high, double step);
  /// No signal.
  void setValue(double value);
  double value() const { return m_value; }

 signals:
  /// By hand only.
  void valueEdited(double value);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  void commit();
  void moveTo(double value);

  double m_low = 0.0;
  double m_high = 1.0;
  double m_step = 0.1;
  double m_value = 0.0;
};

}  // namespace adv
