// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_index.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr double kPointsPerCell = 2.0;
constexpr int kMostCells = 1024;  ///< of one side

QPointF placeAt(const EmbeddingPlaces& places, int point) {
  return {places.x[static_cast<std::size_t>(point)], places.y[static_cast<std::size_t>(point)]};
}

int cellsFor(double share, int count) {
  return std::clamp(static_cast<int>(std::sqrt(share * count / kPointsPerCell)), 1, kMostCells);
}

}  // namespace

QRectF boundsOf(const EmbeddingPlaces& places) {
  if (places.x.empty()) return {};
  const auto [left, right] = std::minmax_element(places.x.begin(), places.x.end());
  const auto [low, high] = std::minmax_element(places.y.begin(), places.y.end());
  return QRectF(QPointF(*left, *low), QPointF(*right, *high));
}

MapIndex::MapIndex(EmbeddingPlacesPtr places) : m_places(std::move(places)) {
  if (!m_places || m_places->x.empty()) return;
  m_bounds = boundsOf(*m_places);
  const int count = static_cast<int>(m_places->x.size());
  const double shape = m_bounds.height() > 0.0 ? std::max(m_bounds.width() / m_bounds.height(), 1e-3) : 1e3;
  m_columns = cellsFor(shape, count);
  m_rows = cellsFor(1.0 / shape, count);
  std::vector<int> cells;
  m_starts.assign(static_cast<std::size_t>(m_columns) * m_rows + 1, 0);
  for (int i = 0; i < count; ++i) {
    const QPointF place = placeAt(*m_places, i);
    cells.push_back(rowOf(place.y()) * m_columns + columnOf(place.x()));
    ++m_starts[static_cast<std::size_t>(cells.back()) + 1];
  }
  for (std::size_t cell = 1; cell < m_starts.size(); ++cell) m_starts[cell] += m_starts[cell - 1];
  std::vector<int> next(m_starts.begin(), m_starts.end() - 1);
  m_points.resize(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    m_points[static_cast<std::size_t>(next[static_cast<std::size_t>(cells[static_cast<std::size_t>(i)])]++)] = i;
}

int MapIndex::columnOf(double x) const {
  const double width = std::max(m_bounds.width(), 1e-30);
  return static_cast<int>(std::clamp((x - m_bounds.left()) / width * m_columns, 0.0, m_columns - 1.0));
}

int MapIndex::rowOf(double y) const {
  const double height = std::max(m_bounds.height(), 1e-30);
  return static_cast<int>(std::clamp((y - m_bounds.top()) / height * m_rows, 0.0, m_rows - 1.0));
}

void MapIndex::visit(const QRectF& box, const std::function<void(int point)>& take) const {
  if (m_points.empty()) return;
  const int last = columnOf(box.right());
  for (int row = rowOf(box.top()); row <= rowOf(box.bottom()); ++row) {
    const auto from = static_cast<std::size_t>(row) * m_columns + static_cast<std::size_t>(columnOf(box.left()));
    const auto to = static_cast<std::size_t>(row) * m_columns + static_cast<std::size_t>(last) + 1;
    for (int i = m_starts[from]; i < m_starts[to]; ++i) take(m_points[static_cast<std::size_t>(i)]);
  }
}

int MapIndex::nearest(QPointF place, double reach, const Filter& counts) const {
  int best = -1;
  double least = reach * reach;
  visit(QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach), [&](int point) {
    const QPointF way = placeAt(*m_places, point) - place;
    const double distance = QPointF::dotProduct(way, way);
    if (distance > least || !counts(point)) return;
    least = distance;
    best = point;
  });
  return best;
}

std::vector<int> MapIndex::inside(const QPolygonF& polygon, const Filter& counts) const {
  const auto isInside = [&](int point) {
    return counts(point) && polygon.containsPoint(placeAt(*m_places, point), Qt::OddEvenFill);
  };
  return inside(polygon.boundingRect(), isInside);
}

std::vector<int> MapIndex::inside(const QRectF& box, const Filter& counts) const {
  std::vector<int> points;
  visit(box, [&](int point) {
    if (box.contains(placeAt(*m_places, point)) && counts(point)) points.push_back(point);
  });
  std::sort(points.begin(), points.end());
  return points;
}

}  // namespace adv
