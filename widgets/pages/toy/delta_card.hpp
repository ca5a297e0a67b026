// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/toy/session.hpp"

class QToolButton;

namespace adv {

class AxisSlider;
class NumberPill;
class SeriesLegend;

/// P(class 1) against δ; the axis is δ.
class ToyDeltaCard : public Card {
  Q_OBJECT
 public:
  explicit ToyDeltaCard(ToySession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);

 private:
  void setDelta(double delta);
  void setReach(double reach);
  void showRequest();
  void showReady();

  ToySession& m_session;
  NumberPill* m_edit;
  AxisSlider* m_plot;
  SeriesLegend* m_legend;
  QToolButton* m_dice;
};

}  // namespace adv
