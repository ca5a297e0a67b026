// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace adv {

/// A distance in levels, shown as "8/255". A click types: "8/255", "8" (from 1 on: levels) and "0.03" (below 1: a share
/// of the pixel range) are understood. Arrows move by a quarter of a level, Page keys by four.
class LevelsEdit : public QLineEdit {
  Q_OBJECT
 public:
  explicit LevelsEdit(QWidget* parent = nullptr);
  void setRange(double minimumLevels, double maximumLevels);
  /// No signal.
  void setLevels(double levels);
  double levels() const { return m_levels; }

 signals:
  void levelsChanged(double levels);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  void commit();
  void moveBy(double levels);

  double m_minimum = 0.0;
  double m_maximum = 255.0;
  double m_levels = 0.0;
};

}  // namespace adv
