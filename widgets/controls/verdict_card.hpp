// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "engine/api/error.hpp"

class QLabel;

namespace adv {

/// One sentence of verdict, large enough for the back row. Told by sign and words, never by colour alone.
struct Verdict {
  enum class Kind { Empty, NotFooled, Fooled, TargetReached, WrongFromStart, Error };
  Kind kind = Kind::Empty;
  QString headline;
  QString detail;
};

/// What went wrong and what to do, as the engine says it.
Verdict verdictOf(const Error& error);

class VerdictCard : public QFrame {
  Q_OBJECT
 public:
  explicit VerdictCard(QWidget* parent = nullptr);
  void setVerdict(const Verdict& verdict);
  void showError(const Error& error) { setVerdict(verdictOf(error)); }
  /// Sentence and detail on one line, for a card as wide as the page; in the large type of a presentation below each
  /// other.
  void setWide(bool wide);
  const Verdict& verdict() const { return m_verdict; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void applyTheme();
  void arrange(bool isRow);

  Verdict m_verdict;
  bool m_isWide = false;
  QLabel* m_headline;
  QLabel* m_detail;
};

}  // namespace adv
