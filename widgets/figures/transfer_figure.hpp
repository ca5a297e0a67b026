// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/transfer.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The matrix as a heat map with numbers, the noise below it, and the rates against ε where they were measured.
class TransferFigure : public Figure {
 public:
  TransferFigure(TransferReported report, AttackInfo attack);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  bool hasAxis() const { return m_report.matrices.size() > 1; }
  void paintMatrix(QPainter& painter, const FigureStyle& style, const QRectF& place) const;

  TransferReported m_report;
  AttackInfo m_attack;
};

/// "Of 397 pictures, 62 % also fool a network that they were not made on; random noise of the same ε fools 3 %."
QString transferSentence(const TransferReported& report);

}  // namespace adv
