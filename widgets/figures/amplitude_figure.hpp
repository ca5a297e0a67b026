// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "widgets/figures/amplitude_bars.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The gradient amplitudes of several networks as stacked bars (Papernot et al. 2016, figure 9).
class AmplitudeFigure : public Figure {
 public:
  explicit AmplitudeFigure(AmplitudeBars bars) : m_bars(std::move(bars)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("gradient-amplitudes"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  AmplitudeBars m_bars;
};

}  // namespace adv
