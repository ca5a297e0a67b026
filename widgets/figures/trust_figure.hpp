// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/trust.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The verdict, the eight lamps with what was measured, and accuracy against ε.
class TrustFigure : public Figure {
 public:
  TrustFigure(TrustReported report, AttackInfo attack);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  void paintLamps(QPainter& painter, const FigureStyle& style, const QRectF& place) const;

  TrustReported m_report;
  AttackInfo m_attack;
};

}  // namespace adv
