// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/decay.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The error in the worst case against ε, and under it the weights as pictures.
class DecayFigure : public Figure {
 public:
  explicit DecayFigure(DecayReady ready) : m_ready(std::move(ready)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("adversarial-or-decay"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  DecayReady m_ready;
};

}  // namespace adv
