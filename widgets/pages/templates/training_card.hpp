// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/templates/session.hpp"

class QCheckBox;
class QComboBox;
class QToolButton;

namespace adv {

class TemplateGrid;
class TrainingPlot;

/// The templates as they grow, the curves, and what the training is played with.
class TrainingCard : public Card {
  Q_OBJECT
 public:
  explicit TrainingCard(TemplatesSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);

 private:
  void makeControls();
  void makeSettingControls();
  void chooseData(int index);
  void chooseSettings();
  void chooseStart();
  void showTraining();
  void showControls();
  QString stateText() const;

  TemplatesSession& m_session;
  TemplateGrid* m_grid;
  TrainingPlot* m_plot;
  QWidget* m_settings;
  QComboBox* m_data;
  QComboBox* m_rate;
  QComboBox* m_l1;
  QComboBox* m_scale;
  QComboBox* m_loss;
  QCheckBox* m_slow;
  QCheckBox* m_oneScale;
  QToolButton* m_play;
  QToolButton* m_restart;
};

}  // namespace adv
