// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/batch_session.hpp"
#include "widgets/pages/page.hpp"

class QToolButton;

namespace adv {

class Card;
class EpsilonAxisCard;
class VerdictCard;

/// What pages with one long check share: a verdict, the card that the check fills, the ε axis, and the button that
/// cancels the check or runs it again. A page arranges them and shows its report.
class BatchPage : public Page {
  Q_OBJECT
 public:
  bool isSettled() const override { return !m_session.isRunning(); }
  void reset() override;

 protected:
  /// The words of a page.
  struct Words {
    QString card;    ///< title of the card that the check fills
    QString axis;    ///< title of the ε axis
    QString cancel;  ///< what the button does while the check runs
    QString again;   ///< and afterwards
  };
  /// `session` lives in the page.
  BatchPage(const PageContext& context, BatchSession& session, Words words);

  void shownChanged(bool shown) override { m_session.setShown(shown); }
  virtual void showReport() = 0;
  /// Shows that nothing is known and nothing runs; the end of a page's constructor.
  void begin();

  ExperimentModel& m_experiment;
  VerdictCard* m_verdict;
  Card* m_card;
  EpsilonAxisCard* m_axis;
  QToolButton* m_run;

 private:
  void showProgress(const Progress& progress);
  void showBusy();

  BatchSession& m_session;
  Words m_words;
};

}  // namespace adv
