// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/layers/session.hpp"

class QSlider;

namespace adv {

class DepthPlot;
class LevelsEdit;
class SeriesLegend;

/// Where in the depth the change grows; its axis chooses the layer, and the slider beside its title is the experiment's
/// ε.
class DepthCard : public Card {
  Q_OBJECT
 public:
  DepthCard(LayersSession& session, ExperimentModel& experiment, QWidget* parent = nullptr);

 private:
  void makeEpsilon();
  void showEpsilon();
  void showChanges();
  void showState();

  LayersSession& m_session;
  ExperimentModel& m_experiment;
  LevelsEdit* m_edit;
  QSlider* m_slider;
  SeriesLegend* m_legend;
  DepthPlot* m_plot;
};

}  // namespace adv
