// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/templates/session.hpp"

class QComboBox;
class QToolButton;

namespace adv {

class AxisSlider;
class LevelsEdit;
class MixView;
class SeriesLegend;

/// Picture + amount × template = sum, and the probabilities along the amount, whose axis is the amount.
class MixCard : public Card {
  Q_OBJECT
 public:
  MixCard(TemplatesSession& session, ExperimentModel& experiment, QWidget* parent = nullptr);
  void setPresenting(bool presenting);

 private:
  void makeControls();
  void choosePicture(int index);
  void stepPicture(int by);
  void showMixed();

  TemplatesSession& m_session;
  ExperimentModel& m_experiment;
  MixView* m_view;
  AxisSlider* m_axis;
  SeriesLegend* m_legend;
  LevelsEdit* m_amount;
  QComboBox* m_from;
  QToolButton* m_before;
  QToolButton* m_after;
};

}  // namespace adv
