// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QFrame>

#include "widgets/pages/page.hpp"

class QScrollArea;

namespace adv {

/// The pages by theme of the lecture, at the left; collapses to icons.
class Navigation : public QFrame {
  Q_OBJECT
 public:
  explicit Navigation(const std::vector<RegisteredPage>& pages, QWidget* parent = nullptr);
  void setCurrent(int index);
  void setCollapsed(bool collapsed);
  bool isCollapsed() const { return m_collapsed; }

 signals:
  void pageChosen(int index);

 private:
  void refreshIcons();

  QScrollArea* m_scroll;
  QButtonGroup m_buttons;
  std::vector<QString> m_ids;
  std::vector<QWidget*> m_headings;
  bool m_collapsed = false;
};

}  // namespace adv
