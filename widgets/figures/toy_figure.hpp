// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/toy.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The ten numbers before and after, their sums, the score with its walks, and P(class 1) against δ.
class ToyFigure : public Figure {
 public:
  explicit ToyFigure(ToyReady ready) : m_ready(std::move(ready)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("ten-numbers"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  void paintCells(QPainter& painter, const QRectF& place, const FigureStyle& style) const;

  ToyReady m_ready;
};

}  // namespace adv
