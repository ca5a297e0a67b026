// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/api/layers.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

struct LayersFigureData {
  NetworkReady network;
  LayerChangesReady changes;
  LayerChangesRequest request;
  std::optional<FeatureMapsReady> maps;  ///< of one layer, below the plot; drawn where they have planes
  std::vector<AttackInfo> attacks;       ///< for their titles
};

/// Where in the depth of a network an attack grows, against noise, above the maps of one layer.
class LayersFigure : public Figure {
 public:
  explicit LayersFigure(LayersFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  /// A line for each layer.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  bool hasMaps() const;

  LayersFigureData m_data;
};

}  // namespace adv
