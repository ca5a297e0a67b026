// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/api/embedding_paths.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/maps/map_colouring.hpp"

namespace adv {

/// Beyond so many points the dots are one picture between vector text and lines, or the file would be slow to open.
inline constexpr int kMostVectorDots = 5000;

/// What the figure of a map is made of.
struct EmbeddingFigureData {
  EmbeddingReady map;
  MapColouring colouring;                         ///< `colourByLabel(*map.items)`, say
  std::vector<bool> hidden = {};                  ///< groups that are left out; empty for none
  std::optional<EmbeddingPathsReady> paths = {};  ///< of attacked pictures, with their noise twins

  bool hasPaths() const { return paths && paths->paths; }
  bool hasVectorDots() const { return map.items->count <= kMostVectorDots; }
};

/// A map with the names of its groups at their middles, a legend, and a caption. The places have no unit, so that the
/// axes carry no numbers.
class EmbeddingFigure : public Figure {
 public:
  explicit EmbeddingFigure(EmbeddingFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  /// `mapTable`
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  QString titleText() const;
  QString settingsText() const;
  QString pathText() const;
  EmbeddingFigureData m_data;
};

}  // namespace adv
