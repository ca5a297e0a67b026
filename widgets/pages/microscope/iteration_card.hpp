// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "widgets/controls/card.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/microscope/session.hpp"

class QComboBox;
class QFrame;
class QToolButton;

namespace adv {

class IterationPlot;
class ParamForm;
class SeriesLegend;
class StepPill;
class ThumbnailStrip;

/// The run of the attack: the plot over its steps is the slider of the step. Play, pause, step, cancel; α, iterations
/// and whatever else the attack asks for.
class IterationCard : public Card {
  Q_OBJECT
 public:
  IterationCard(MicroscopeSession& session, ExperimentModel& experiment, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  const ThumbnailStrip& strip() const { return *m_strip; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* addButton(const QString& icon, const QString& tip);
  void makeParameters();
  void showFrames();
  void showCurrent();
  void showState();
  void showAttack();
  void togglePlay();
  void advance(int by);
  void exportStrip();

  MicroscopeSession& m_session;
  ExperimentModel& m_experiment;
  StepPill* m_pill;
  IterationPlot* m_plot;
  SeriesLegend* m_legend;
  ThumbnailStrip* m_strip;
  QComboBox* m_quantity;
  QToolButton* m_back;
  QToolButton* m_play;
  QToolButton* m_forward;
  QToolButton* m_cancel;
  QToolButton* m_export;
  QToolButton* m_parameters;
  QFrame* m_popup;
  ParamForm* m_form;
  QTimer m_playback;
  std::string m_formAttack;
  bool m_presenting = false;
};

}  // namespace adv
