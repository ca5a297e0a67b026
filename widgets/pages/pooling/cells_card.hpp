// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/pooling/session.hpp"

namespace adv {

class NumberGrid;

/// A small table of numbers, coloured by window, and what comes out of each window. The numbers are edited here.
class CellsCard : public Card {
  Q_OBJECT
 public:
  explicit CellsCard(PoolingSession& session, QWidget* parent = nullptr);

 private:
  void showNumbers();
  void showResult();
  void showWindow();

  PoolingSession& m_session;
  NumberGrid* m_numbers;
  NumberGrid* m_result;
};

}  // namespace adv
