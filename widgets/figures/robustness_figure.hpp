// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/robustness.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// Accuracy under attack against ε (or steps, restarts, queries), with its 95 % bands.
class RobustnessFigure : public Figure {
 public:
  RobustnessFigure(RobustnessReady ready, std::vector<AttackInfo> attacks);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  RobustnessReady m_ready;
  std::vector<AttackInfo> m_attacks;
};

}  // namespace adv
