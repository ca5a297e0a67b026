// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "widgets/figures/figure.hpp"
#include "widgets/figures/pipeline_panel.hpp"

namespace adv {

/// The five boxes of defensive distillation, and the soft label against T.
class PipelineFigure : public Figure {
 public:
  explicit PipelineFigure(PipelineState state) : m_state(std::move(state)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("distillation"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  PipelineState m_state;
};

}  // namespace adv
