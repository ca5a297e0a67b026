// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <optional>

namespace adv {

/// A distance in levels, shown as "8/255". A click types: "8/255", "8" (from 1 on: levels) and "0.03" (below 1: a share
/// of the pixel range) are understood. Arrows move by a quarter of a level, Page keys by four. Where it may be
/// left to the attack, it shows "auto" and the value that was worked out; emptying the field goes back to that.
class LevelsEdit : public QLineEdit {
  Q_OBJECT
 public:
  explicit LevelsEdit(QWidget* parent = nullptr);
  void setRange(double minimumLevels, double maximumLevels);
  /// No signal.
  void setLevels(double levels);
  double levels() const { return m_levels; }
  void allowAutomatic() { m_allowsAutomatic = true; }
  bool isAutomatic() const { return m_isAutomatic; }
  /// No signal. Left to the attack, with what it worked out where that is known.
  void setAutomatic(std::optional<double> levels);

 signals:
  void levelsChanged(double levels);
  void automaticAsked();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  void commit();
  void showText(const QString& text);
  void moveBy(double levels);

  double m_minimum = 0.0;
  double m_maximum = 255.0;
  double m_levels = 0.0;
  QString m_shown;  ///< what the field says while nothing is typed
  bool m_allowsAutomatic = false;
  bool m_isAutomatic = false;
};

}  // namespace adv
