// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/plots/axis_scale.hpp"

class QSlider;

namespace adv {

class NumberPill;

/// A slider whose equal ways are equal factors, with its number beside it. The slider gives round numbers; exact ones
/// are typed.
class LogSlider : public QWidget {
  Q_OBJECT
 public:
  /// `name` is what an assistive technology reads.
  LogSlider(const QString& name, const QString& toolTip, QWidget* parent = nullptr);

  /// From above 0.
  void setRange(double low, double high);
  void setWhole(bool whole) { m_isWhole = whole; }
  /// No signal.
  void setValue(double value);
  double value() const { return m_value; }

 signals:
  /// By hand only.
  void valueEdited(double value);
  void dragStarted();
  void dragFinished();

 private:
  void showValue();
  double roundedAt(int place) const;

  QSlider* m_slider;
  NumberPill* m_pill;
  AxisScale m_scale{1.0, 10.0, true};
  double m_value = 1.0;
  bool m_isWhole = false;
};

}  // namespace adv
