// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/templates/session.hpp"
#include "widgets/plots/mix_lines.hpp"

class QLabel;
class QToolButton;

namespace adv {

class AxisSlider;
class LevelsEdit;
class SeriesLegend;
class TemplateStrip;

/// Accuracy and robustness against the strength of the L2 regularisation. The axis is the strength of the training that
/// goes on; under it, what the target's template looks like at each strength.
class TradeOffCard : public Card {
  Q_OBJECT
 public:
  explicit TradeOffCard(TemplatesSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);

 private:
  void makeControls();
  void setStrength(double axis);
  void showAxis();
  void showTradeOff();
  void showStrip();

  TemplatesSession& m_session;
  AxisSlider* m_axis;
  SeriesLegend* m_legend;
  TemplateStrip* m_strip;
  QLabel* m_strength;
  LevelsEdit* m_epsilon;
  QLabel* m_exact;
  QToolButton* m_measure;
};

}  // namespace adv
