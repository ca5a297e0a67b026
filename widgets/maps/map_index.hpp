// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <functional>
#include <vector>

#include "engine/api/embedding.hpp"

namespace adv {

/// The smallest and largest places.
QRectF boundsOf(const EmbeddingPlaces& places);

/// Finds points by their places: a grid of about two points a cell, made in one pass.
class MapIndex {
 public:
  MapIndex() = default;
  explicit MapIndex(EmbeddingPlacesPtr places);

  /// Which points count.
  using Filter = std::function<bool(int point)>;

  /// The nearest that counts within `reach`, in units of the map; −1 where there is none.
  int nearest(QPointF place, double reach, const Filter& counts) const;
  /// All that count inside of a polygon (odd-even rule) or a rectangle, in rising order.
  std::vector<int> inside(const QPolygonF& polygon, const Filter& counts) const;
  std::vector<int> inside(const QRectF& box, const Filter& counts) const;

 private:
  int columnOf(double x) const;
  int rowOf(double y) const;
  void visit(const QRectF& box, const std::function<void(int point)>& take) const;

  EmbeddingPlacesPtr m_places;
  QRectF m_bounds;
  int m_columns = 0;
  int m_rows = 0;
  std::vector<int> m_starts;  ///< of each cell in `m_points`, and the end
  std::vector<int> m_points;
};

}  // namespace adv
