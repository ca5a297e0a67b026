// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace adv {

/// What a page is about, at its top: at most three sentences, and where they come from.
class PageIntro : public QWidget {
  Q_OBJECT
 public:
  /// `source` is the paper or the book: "Goodfellow, Shlens, Szegedy 2014, section 3".
  PageIntro(const QString& explanation, const QString& source, QWidget* parent = nullptr);

  void setExplanation(const QString& explanation);

 private:
  QLabel* m_explanation;
};

}  // namespace adv
