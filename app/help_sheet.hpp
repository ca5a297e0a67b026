// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

#include "widgets/pages/page.hpp"

class QTextBrowser;

namespace adv {

/// The help of the current page: the idea, the formula, the paper, three things to try.
class HelpSheet : public QDockWidget {
  Q_OBJECT
 public:
  explicit HelpSheet(QWidget* parent = nullptr);
  void showPage(const PageInfo& page);

 private:
  QTextBrowser* m_text;
};

}  // namespace adv
