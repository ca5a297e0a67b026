// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/trust.hpp"
#include "widgets/controls/card.hpp"

namespace adv {

class CountBars;

/// The numbers behind one lamp: what was measured, expected and run, and the counts that it compares as bars.
class NumbersCard : public Card {
  Q_OBJECT
 public:
  explicit NumbersCard(QWidget* parent = nullptr);
  void setLamp(const Lamp& lamp);

 private:
  QLabel* m_expected;
  QLabel* m_ran;
  CountBars* m_bars;
};

}  // namespace adv
