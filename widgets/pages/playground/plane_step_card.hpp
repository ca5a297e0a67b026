// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/playground/session.hpp"

class QDoubleSpinBox;

namespace adv {

class AxisSlider;
class SeriesLegend;

/// Confidence in the point's class against the length of the step; its axis is the length.
class PlaneStepCard : public Card {
  Q_OBJECT
 public:
  explicit PlaneStepCard(PlaygroundSession& session, QWidget* parent = nullptr);

 private:
  void showProbe();
  void showLength();

  PlaygroundSession& m_session;
  QDoubleSpinBox* m_edit;
  SeriesLegend* m_legend;
  AxisSlider* m_plot;
};

}  // namespace adv
