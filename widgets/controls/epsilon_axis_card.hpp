// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/controls/card.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

class EpsilonPlot;
class LevelsEdit;
class SeriesLegend;

/// A plot of shares against ε whose axis is the ε of the experiment, with the number beside the title. While it is
/// dragged the experiment follows; the work is for the release.
class EpsilonAxisCard : public Card {
  Q_OBJECT
 public:
  EpsilonAxisCard(const QString& title, ExperimentModel& experiment, QWidget* parent = nullptr);

  void setLines(std::vector<Series> lines);
  /// How far the axis reaches, in levels.
  void setReach(double levels);
  /// For a wide card: the names of the lines beside the title instead of under it.
  void putLegendInHeader();
  EpsilonPlot* plot() const { return m_plot; }

 signals:
  void dragStarted();
  void dragFinished();

 private:
  void setEpsilon(double levels);
  void showEpsilon();

  ExperimentModel& m_experiment;
  LevelsEdit* m_edit;
  EpsilonPlot* m_plot;
  SeriesLegend* m_legend;
};

}  // namespace adv
