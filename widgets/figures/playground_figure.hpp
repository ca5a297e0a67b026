// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/playground.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// What the playground's figure is made of.
struct PlaygroundFigureData {
  PlaygroundRequest request;  ///< whose answer `ready` is
  QString preset;             ///< where the points began
  PlaygroundReady ready;
  PlaneProbed probed;
};

/// The plane with the attack, beside the confidence against the length of its step.
class PlaygroundFigure : public Figure {
 public:
  explicit PlaygroundFigure(PlaygroundFigureData data) : m_data(std::move(data)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("playground"); }
  /// Long format: the points, the curves, the logits along the step, then the grid.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  PlaygroundFigureData m_data;
};

}  // namespace adv
