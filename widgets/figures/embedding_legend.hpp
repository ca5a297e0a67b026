// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <vector>

#include "widgets/figures/embedding_figure.hpp"

namespace adv {

/// What colours, shapes and lines of a map's figure mean. In points.
class EmbeddingLegend {
 public:
  /// `data` outlives the legend.
  EmbeddingLegend(const EmbeddingFigureData& data, double text, int columns);

  double height() const;
  void paint(QPainter& painter, const QRectF& place) const;

 private:
  struct Entry {
    int group = 0;
    QString name;
    QString count;
  };

  double colourHeight() const;
  void paintGroups(QPainter& painter, const QRectF& place) const;
  void paintScale(QPainter& painter, const QRectF& place) const;
  void paintPathKey(QPainter& painter, const QRectF& place) const;

  const EmbeddingFigureData& m_data;
  double m_text;
  double m_line;
  int m_columns;
  std::vector<Entry> m_entries;  ///< groups that are shown and have points
};

}  // namespace adv
