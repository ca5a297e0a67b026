// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/filters.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// What a convolution's figure is made of.
struct ConvolutionFigureData {
  std::shared_ptr<const ConvolutionReady> maps;
  WindowReady window;
  Kernel kernel;
  Stepping stepping;
};

/// Input and output with the window, and below them the numbers of one output pixel.
class ConvolutionFigure : public Figure {
 public:
  explicit ConvolutionFigure(ConvolutionFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("convolution"); }
  /// The numbers of the output: channel, row, column, value.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  double panelHeight(const FigureStyle& style, const NumberMap& numbers) const;
  void paintTerms(QPainter& painter, const QRectF& place, double text) const;

  ConvolutionFigureData m_data;
};

/// A map as it is shown: a picture, or signed in the colours of the diverging map.
QImage toQImage(const ShownMap& map);

/// Along the window's row, against the column of the output: the input under the window's middle, and the output.
std::vector<Series> rowSeries(const ConvolutionReady& maps, const WindowReady& window, const Kernel& kernel,
                              const Stepping& stepping);

/// "channel,row,column,value" and a line for each number.
std::string numbersCsv(const NumberMap& numbers);

}  // namespace adv
