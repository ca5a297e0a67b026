// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace adv {

/// A few choices side by side, one of them taken. Arrow keys go to the neighbours.
class ChoiceButtons : public QWidget {
  Q_OBJECT
 public:
  /// `name` is what is chosen: "Step". It stands before the buttons unless they say enough themselves.
  explicit ChoiceButtons(const QString& name, bool showsName = true, QWidget* parent = nullptr);
  /// Choices are counted from 0.
  void add(const QString& text, const QString& toolTip);
  void setChosen(int index);
  int chosen() const { return m_group.checkedId(); }

 signals:
  /// By hand only.
  void choiceMade(int index);

 private:
  QButtonGroup m_group;
};

}  // namespace adv
