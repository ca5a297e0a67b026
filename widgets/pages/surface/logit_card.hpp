// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/surface.hpp"
#include "widgets/controls/card.hpp"
#include "widgets/pages/surface/session.hpp"

namespace adv {

class LevelsEdit;
class LogitPlot;

/// Logits along the attack's direction; their ε axis moves the point along d₁.
class LogitCard : public Card {
  Q_OBJECT
 public:
  explicit LogitCard(SurfaceSession& session, QWidget* parent = nullptr);

 private:
  void showSurface();
  void showPlace();

  SurfaceSession& m_session;
  LevelsEdit* m_edit;
  LogitPlot* m_plot;
  std::vector<LogitLine> m_lines;  ///< that are drawn
};

}  // namespace adv
