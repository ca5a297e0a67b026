// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/microscope/session.hpp"

class QComboBox;

namespace adv {

class EpsilonPlot;
class LevelsEdit;
class SeriesLegend;

/// ε: the plot of confidence against it is its slider.
class EpsilonCard : public Card {
  Q_OBJECT
 public:
  EpsilonCard(MicroscopeSession& session, ExperimentModel& experiment, QWidget* parent = nullptr);

 private:
  void showCurve();
  void showEpsilon();
  void setEpsilon(double levels);
  void setReach(int index);

  MicroscopeSession& m_session;
  ExperimentModel& m_experiment;
  LevelsEdit* m_edit;
  EpsilonPlot* m_plot;
  SeriesLegend* m_legend;
  QComboBox* m_reach;
};

}  // namespace adv
