// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/figures/amplitude_bars.hpp"
#include "widgets/pages/distillation/bin_session.hpp"

class QToolButton;

namespace adv {

class GradientMaps;
class PictureStrip;

/// The pictures of one bin of a histogram, and the gradient of one of them.
class BinCard : public Card {
  Q_OBJECT
 public:
  BinCard(EnginePort& engine, ExperimentModel& experiment, QWidget* parent = nullptr);

  void setBin(const GradientHistogramsReady& histograms, const AmplitudePlace& place);
  void clear();
  bool isSettled() const { return m_session.isSettled(); }

 signals:
  void settled();
  /// The picture and its network are the experiment's now.
  void microscopeWanted();

 private:
  void showPictures();
  void showChosen();
  void openInMicroscope();

  ExperimentModel& m_experiment;
  BinSession m_session;
  PictureStrip* m_strip;
  GradientMaps* m_maps;
  QToolButton* m_open;
};

/// The samples of a bin, in the order of the data.
std::vector<AmplitudeSample> samplesOf(const GradientHistogram& histogram, std::size_t bin);

}  // namespace adv
