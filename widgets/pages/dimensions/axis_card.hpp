// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/dimensions/session.hpp"

class QLabel;
class QToolButton;

namespace adv {

class AxisSlider;
class ChoiceButtons;
class NumberPill;
class SeriesLegend;

/// Needed ε against d on logarithmic axes; the axis is d.
class DimensionsAxisCard : public Card {
  Q_OBJECT
 public:
  explicit DimensionsAxisCard(DimensionsSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  void reset();

 private:
  void setD(double d);
  void showLines();
  void showTraining();

  DimensionsSession& m_session;
  NumberPill* m_edit;
  ChoiceButtons* m_scale;
  QToolButton* m_train;
  AxisSlider* m_plot;
  SeriesLegend* m_legend;
  QLabel* m_found;  ///< what the trained classifiers need
};

}  // namespace adv
