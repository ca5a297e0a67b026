// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/layers.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

struct MapsFigureData {
  FeatureMapsReady maps;
  ModelInfo model;
  FeatureMapsRequest request;
  std::string attack;  ///< what made the adversarial picture, in words; empty where there is none
};

/// The channels of one layer, clean, adversarial and difference above each other, sixteen in a row.
class MapsFigure : public Figure {
 public:
  explicit MapsFigure(MapsFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  /// A line for each value.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  MapsFigureData m_data;
};

}  // namespace adv
