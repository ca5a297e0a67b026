// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/requests.hpp"
#include "engine/api/surface.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// What the decision surface's figure is made of.
struct SurfaceFigureData {
  SurfaceReady surface;
  SurfaceRequest request;
  std::vector<AttackInfo> attacks;  ///< for their titles
};

/// The map of classes beside the logits along the attack's direction with their least-squares lines.
class SurfaceFigure : public Figure {
 public:
  explicit SurfaceFigure(SurfaceFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  /// Long format: the margins of the grid, then the logits along the first axis.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  void paintLegend(QPainter& painter, const QRectF& place, double text) const;

  SurfaceFigureData m_data;
};

}  // namespace adv
