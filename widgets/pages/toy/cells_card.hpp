// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/toy/session.hpp"

class QTimer;
class QToolButton;

namespace adv {

class ChoiceButtons;
class NudgeRow;
class NumberGrid;
class ToySumBars;

/// The numbers and weights as cells that are edited by hand, the nudges, the products and their sums. "Term by term"
/// adds the nudges one after the other.
class ToyCellsCard : public Card {
  Q_OBJECT
 public:
  explicit ToyCellsCard(ToySession& session, QWidget* parent = nullptr);

  /// So many nudges are shown.
  std::size_t shown() const { return m_shown; }
  bool isPlaying() const;
  void setPresenting(bool presenting);

 signals:
  void shownChanged();

 private:
  void arrange();
  void connectGrid(NumberGrid* grid, std::vector<double> ToyRequest::*numbers, const QString& what);
  void showRequest();
  void showReady();
  void showTerms();
  void play();
  void playNext();
  void setShown(std::size_t shown);

  ToySession& m_session;
  ChoiceButtons* m_step;
  ChoiceButtons* m_towards;
  QToolButton* m_play;
  NumberGrid* m_x;
  NudgeRow* m_nudges;
  NumberGrid* m_moved;
  NumberGrid* m_w;
  NumberGrid* m_products;
  ToySumBars* m_sums;
  QTimer* m_timer;
  std::size_t m_shown = 0;
};

}  // namespace adv
