// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/filters.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/figures/number_cells.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// What a pooling's figure is made of. Small numbers, a picture, or both.
struct PoolingFigureData {
  PoolSpec spec;
  std::optional<PoolingReady> cells;
  std::optional<PoolingReady> picture;
};

/// The numbers coloured by window with what comes out of each; the picture pooled again and again.
class PoolingFigure : public Figure {
 public:
  explicit PoolingFigure(PoolingFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("pooling"); }
  /// The numbers of the first pooling.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  double cellsHeight(const FigureStyle& style) const;
  double picturesHeight(const FigureStyle& style) const;

  PoolingFigureData m_data;
};

/// One for each number of the input: the soft colour of the first window that it lies in; and of the windows.
std::vector<QColor> windowGrounds(const PoolingReady& ready, const Theme& look);
std::vector<QColor> resultGrounds(const PoolingReady& ready, const Theme& look);
/// How much a shift by one pixel changes each level, in percent: the chosen kind first.
std::vector<Series> shiftSeries(const PoolingReady& ready, PoolKind kind);
/// Pictures of all levels side by side, each as large; `chosen` is framed (none where negative).
void paintLevels(QPainter& painter, const QRectF& place, const PoolingReady& ready, int chosen, double text,
                 const Theme& look);
/// Where the picture of a level lies in `place`.
QRectF levelPlace(const QRectF& place, const PoolingReady& ready, int level, double text);

}  // namespace adv
