// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/linearity.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The logits of several networks along the FGSM direction of one picture, side by side.
class LinearityFigure : public Figure {
 public:
  /// `levels` is the ε whose errors the captions name.
  LinearityFigure(LinearityRequest request, LinearityReady ready, double levels)
      : m_request(std::move(request)), m_ready(std::move(ready)), m_levels(levels) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("linearity"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  LinearityRequest m_request;
  LinearityReady m_ready;
  double m_levels;
};

}  // namespace adv
