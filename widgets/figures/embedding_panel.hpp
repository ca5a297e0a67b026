// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/figures/embedding_figure.hpp"

namespace adv {

/// The points of a map's figure, with the names of their groups and the attack paths, in a frame.
class EmbeddingPanel {
 public:
  /// `data` outlives the panel.
  explicit EmbeddingPanel(const EmbeddingFigureData& data) : m_data(data) {}

  /// Height by width of what is to be seen.
  double shape() const;
  void paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const;

 private:
  QRectF bounds() const;

  const EmbeddingFigureData& m_data;
};

}  // namespace adv
