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
  void fitToNorm(const AttackInfo& attack);

  struct Reach {
    double levels;
    bool both;
  };
  MicroscopeSession& m_session;
  ExperimentModel& m_experiment;
  LevelsEdit* m_edit;
  EpsilonPlot* m_plot;
  SeriesLegend* m_legend;
  QComboBox* m_reach;
  std::vector<Reach> m_reaches;
  std::string m_norm;
  double m_maximum = 0.0;  ///< of ε, in levels
};

}  // namespace adv
