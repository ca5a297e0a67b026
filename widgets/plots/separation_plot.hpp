// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/embedding_depth.hpp"
#include "widgets/plots/depth_plot.hpp"

namespace adv {

/// How far clean and adversarial pictures are apart in each layer, against depth. The axis chooses the layer.
class SeparationPlot : public DepthPlot {
  Q_OBJECT
 public:
  enum class Quantity { Separation, Crossing };

  explicit SeparationPlot(QWidget* parent = nullptr);

  /// Those that are known so far.
  void setDepth(const std::vector<EmbeddingDepthLayer>& layers, Quantity quantity);
};

/// In per cent, against the layers' indices: of the attack, and of noise of the same size.
std::vector<Series> separationSeries(const std::vector<EmbeddingDepthLayer>& layers, SeparationPlot::Quantity quantity);

/// The first layer from which on the two sets are told apart in at least three of four cases, to the end; −1: none.
int separatesFrom(const std::vector<EmbeddingDepthLayer>& layers);

}  // namespace adv
