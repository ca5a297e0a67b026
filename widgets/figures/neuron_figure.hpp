// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/neuron.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// The neuron as nodes and edges, and below it the curve with the point on it.
class NeuronFigure : public Figure {
 public:
  explicit NeuronFigure(NeuronReady ready);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  /// Long format: the inputs, then the curve.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  NeuronReady m_ready;
};

/// y = φ(s), the point on it, and where the attack puts it: for plots of s.
std::vector<Series> neuronSeries(const NeuronReady& ready);
/// "x₂": the attack moves it most; what happens to y.
QString neuronSentence(const NeuronReady& ready);

}  // namespace adv
