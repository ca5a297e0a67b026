// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/templates.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

struct TemplatesFigureData {
  TemplatesReady training;
  std::optional<TemplateMixed> mixed;
  std::optional<TradeOffReady> tradeOff;
};

/// The three pictures of the mix, the row of templates, and the curves: training, mix, trade-off.
class TemplatesFigure : public Figure {
 public:
  explicit TemplatesFigure(TemplatesFigureData data) : m_data(std::move(data)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  double mixHeight(const FigureStyle& style) const;
  double rowHeight(const FigureStyle& style) const;
  double chartHeight(const FigureStyle& style) const;
  void paintRow(QPainter& painter, const FigureStyle& style, double top) const;
  void paintCharts(QPainter& painter, const FigureStyle& style, double top) const;

  TemplatesFigureData m_data;
};

}  // namespace adv
