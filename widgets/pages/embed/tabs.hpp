// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;

namespace adv {

class ChoiceButtons;

/// Panels of which one is shown, with their names above. What is too high scrolls.
class EmbedTabs : public QWidget {
  Q_OBJECT
 public:
  explicit EmbedTabs(QWidget* parent = nullptr);
  void add(const QString& name, const QString& toolTip, QWidget* panel);
  void show(QWidget* panel);

 private:
  ChoiceButtons* m_names;
  QStackedWidget* m_panels;
};

}  // namespace adv
