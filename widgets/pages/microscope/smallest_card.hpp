// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/microscope/session.hpp"

class QLabel;

namespace adv {

class DistancePlot;
class ParamForm;
class SeriesLegend;

/// For attacks without ε: the smallest change that was found, how the run came to it, and the attack's main parameter.
class SmallestCard : public Card {
  Q_OBJECT
 public:
  SmallestCard(MicroscopeSession& session, ExperimentModel& experiment, QWidget* parent = nullptr);

 private:
  void showAttack();
  void showFrames();
  void showCurrent();

  MicroscopeSession& m_session;
  ExperimentModel& m_experiment;
  QLabel* m_found;
  DistancePlot* m_plot;
  SeriesLegend* m_legend;
  ParamForm* m_form;
  std::string m_formAttack;
};

/// The first number of an attack that is neither its steps nor a distance: κ, the overshoot, the budget. Null where
/// there is none.
const ParamSpec* mainParam(const AttackInfo& attack);

}  // namespace adv
