// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/surface/session.hpp"

class QCheckBox;
class QComboBox;
class QLabel;

namespace adv {

class ImageCanvas;
class SurfacePlot;

/// The map with its point, the picture at the point, and what the plane is made of.
class SurfaceCard : public Card {
  Q_OBJECT
 public:
  SurfaceCard(EnginePort& engine, SurfaceSession& session, ExperimentModel& experiment, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  /// Back to what the page opens with.
  void reset();

 private:
  void makeControls();
  void fillSeconds();
  void chooseSecond(int index);
  void openSecondPicture();
  void showSurface();
  void showPoint();
  void showState();

  EnginePort& m_engine;
  SurfaceSession& m_session;
  ExperimentModel& m_experiment;
  SurfacePlot* m_plot;
  ImageCanvas* m_picture;
  QLabel* m_caption;
  QComboBox* m_second;
  QComboBox* m_reach;
  QComboBox* m_points;
  QCheckBox* m_clip;
};

}  // namespace adv
