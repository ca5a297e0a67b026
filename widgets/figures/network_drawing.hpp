// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QPainterPath>
#include <QRectF>
#include <QString>
#include <vector>

#include "engine/api/layers.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// Where the blocks of a network stand: row by row from the picture down to the logits, branches side by side.
struct NetworkLayout {
  std::vector<QRectF> blocks;  ///< as the layers
  std::vector<QRectF> groups;  ///< around the layers of one module
  double textSize = 12.0;
  double height = 0.0;  ///< in all
};

/// Rows are as high as the space allows, up to a comfortable height; below the smallest readable one the drawing is
/// higher than `space`. `textSize` in the units of `space`.
NetworkLayout layoutNetwork(const std::vector<LayerInfo>& layers, QSizeF space, double textSize);

/// The way of the edge from layer `from` to layer `to`: straight down to the next row, or around what it skips.
QPainterPath edgePath(const NetworkLayout& layout, int from, int to);

struct NetworkDrawing {
  const std::vector<LayerInfo>& layers;
  const NetworkLayout& layout;
  const std::vector<LayerChange>& changes;  ///< shown as bars at the feet of the blocks; may be empty
  int selected = -1;
  bool hasFocus = false;
};
void paintNetwork(QPainter& painter, const NetworkDrawing& drawing, const Theme& look);

/// "24 × 32 × 32"
QString shapeText(const LayerInfo& layer);
/// "896", "18.5 k", "1.24 M"
QString countText(std::int64_t count);
/// "convolution"
QString kindText(LayerKind kind);
/// "conv2: convolution, 3×3, ReLU\n24 × 32 × 32, 18.5 k parameters"
QString describe(const LayerInfo& layer);

}  // namespace adv
