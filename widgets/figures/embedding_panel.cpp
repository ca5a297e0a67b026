// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/embedding_panel.hpp"

#include <algorithm>

#include "widgets/figures/figure_text.hpp"
#include "widgets/maps/map_cpu_renderer.hpp"
#include "widgets/maps/map_index.hpp"
#include "widgets/maps/map_mark_painter.hpp"
#include "widgets/maps/map_names.hpp"
#include "widgets/maps/map_path_painter.hpp"

namespace adv {
namespace {

constexpr double kPathLine = 1.6;     ///< of the style's line
constexpr double kMargin = 0.04;      ///< of the area, around the points
constexpr double kLayerPixels = 4.0;  ///< of the picture of dots, for a point of the figure
constexpr int kMostLayerPixels = 4000;

/// Where the points are, and how they come there.
struct MapArea {
  QRectF area;
  double scale = 1.0;
  QPointF centre;

  QPointF toFigure(QPointF place) const {
    const QPointF way = (place - centre) * scale;
    return area.center() + QPointF(way.x(), -way.y());
  }
};

MapArea mapArea(const QRectF& bounds, const QRectF& area) {
  const double width = std::max(bounds.width(), 1e-12), height = std::max(bounds.height(), 1e-12);
  const double scale = (1.0 - 2.0 * kMargin) * std::min(area.width() / width, area.height() / height);
  return {area, scale, bounds.center()};
}

void paintVectorDots(QPainter& painter, const MapArea& map, const MapScene& scene) {
  painter.save();
  painter.setOpacity(scene.marks->marks.front().opacity / 255.0);
  for (const std::uint32_t point : scene.marks->order) {
    const MapMark& mark = scene.marks->marks[scene.marks->markOf[point]];
    const QPointF place(static_cast<double>(scene.places->x[point]), static_cast<double>(scene.places->y[point]));
    paintMark(painter, map.toFigure(place), mark.shape, static_cast<double>(scene.radius), QColor(mark.fill));
  }
  painter.restore();
}

void paintDotLayer(QPainter& painter, const MapArea& map, MapScene scene) {
  const double fine = std::min(kLayerPixels, kMostLayerPixels / std::max(map.area.width(), map.area.height()));
  scene.scale *= fine;
  scene.radius *= static_cast<float>(fine);
  scene.rim *= static_cast<float>(fine);
  painter.drawImage(map.area, renderMapLayer(scene, (map.area.size() * fine).toSize()));
}

}  // namespace

QRectF EmbeddingPanel::bounds() const {
  QRectF box = boundsOf(*m_data.map.places);
  if (!m_data.hasPaths()) return box;
  for (const EmbeddingPath& path : m_data.paths->paths->paths) {
    for (const EmbeddingStation& station : path.stations) {
      const QPointF place(static_cast<double>(station.x), static_cast<double>(station.y));
      box.setLeft(std::min(box.left(), place.x()));
      box.setRight(std::max(box.right(), place.x()));
      box.setTop(std::min(box.top(), place.y()));
      box.setBottom(std::max(box.bottom(), place.y()));
    }
  }
  return box;
}

double EmbeddingPanel::shape() const {
  const QRectF box = bounds();
  return box.width() > 0.0 ? box.height() / box.width() : 1.0;
}

void EmbeddingPanel::paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const {
  const MapArea map = mapArea(bounds(), area);
  const int count = m_data.map.items->count;
  MapScene scene;
  scene.places = m_data.map.places;
  scene.marks = std::make_shared<const MapMarks>(
      makeMarks(m_data.colouring, count, m_data.hidden, {}, m_data.hasPaths(), figureInk()));
  scene.centre = map.centre;
  scene.scale = map.scale;
  scene.radius = static_cast<float>(pointRadius(count, std::min(area.width(), area.height()), 1.0));
  scene.rim = static_cast<float>(kRimShare) * scene.radius;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(figureInk().cardBorder, style.lineWidth));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area);
  if (m_data.hasVectorDots()) {
    paintVectorDots(painter, map, scene);
  } else {
    paintDotLayer(painter, map, scene);
  }
  if (m_data.hasPaths()) {
    paintPaths(painter, *m_data.paths->paths, [&](QPointF place) { return map.toFigure(place); },
               {style.lineWidth * kPathLine, figureInk(), Qt::white});
  }
  for (const MapName& name : middleNames(m_data.colouring, *m_data.map.places, m_data.hidden, figureInk()))
    paintMapName(painter, map.toFigure(name.place), name.text, style.textSize * nameScale(name), figureInk().text,
                 Qt::white);
  painter.restore();
}

}  // namespace adv
