// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/embed/depth_session.hpp"

class QCheckBox;

namespace adv {

class ChoiceButtons;
class EmbedSession;
class SeparationPlot;
class SeriesLegend;

/// At which depth clean and adversarial pictures come apart. The axis is the depth of the network and chooses what is
/// mapped; both sets can be mapped together.
class EmbedDepthCard : public Card {
  Q_OBJECT
 public:
  EmbedDepthCard(EmbedSession& session, EmbedDepthSession& depth, QWidget* parent = nullptr);

  SeparationPlot* plot() const { return m_plot; }
  void setPresenting(bool presenting);

 private:
  void makeActions();
  void showSetup();
  void showDepth();
  void chooseLayer(int layer);
  void mapBoth(bool both);

  EmbedSession& m_session;
  EmbedDepthSession& m_depth;
  SeparationPlot* m_plot;
  SeriesLegend* m_legend;
  ChoiceButtons* m_quantity;
  QCheckBox* m_both;
};

}  // namespace adv
