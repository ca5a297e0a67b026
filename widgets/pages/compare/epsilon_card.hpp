// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/compare/session.hpp"

class QComboBox;

namespace adv {

class EpsilonPlot;
class LevelsEdit;
class SeriesLegend;

/// The label's probability against ε for every attack, and the slider of the ε that all of them get.
class CompareEpsilonCard : public Card {
  Q_OBJECT
 public:
  CompareEpsilonCard(EnginePort& engine, CompareSession& session, QWidget* parent = nullptr);

 private:
  void showCurves();
  void showEpsilon();

  EnginePort& m_engine;
  CompareSession& m_session;
  LevelsEdit* m_edit;
  EpsilonPlot* m_plot;
  SeriesLegend* m_legend;
  QComboBox* m_reach;
};

}  // namespace adv
