// SPDX-License-Identifier: GPL-3.0-or-later
// What lies under the pointer of a map, and what is said of it.
#include <algorithm>
#include <cmath>

#include "widgets/maps/embedding_map.hpp"
#include "widgets/maps/map_overlay.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kPointReach = 12.0;  ///< pixels from the pointer
constexpr double kStationReach = 9.0;

QString nameOf(const std::vector<std::string>& names, int index) {
  const bool isNamed = index >= 0 && index < static_cast<int>(names.size());
  return isNamed ? QString::fromStdString(names[static_cast<std::size_t>(index)]) : QObject::tr("unknown");
}

QPointF mapPlaceOf(const EmbeddingPlaces& places, int point) {
  const auto i = static_cast<std::size_t>(point);
  return {static_cast<double>(places.x[i]), static_cast<double>(places.y[i])};
}

}  // namespace

int EmbeddingMap::pointAt(QPointF place) const {
  if (!m_places) return -1;
  const double reach = std::max(kPointReach, radius()) / m_view.scale();
  return index().nearest(m_view.toMap(place), reach, [this](int point) { return isShown(point); });
}

EmbeddingMap::Station EmbeddingMap::stationAt(QPointF place) const {
  Station best;
  if (!m_paths) return best;
  double least = kStationReach;
  for (std::size_t path = 0; path < m_paths->paths.size(); ++path) {
    const auto& stations = m_paths->paths[path].stations;
    for (std::size_t i = 0; i < stations.size(); ++i) {
      const QPointF station(static_cast<double>(stations[i].x), static_cast<double>(stations[i].y));
      const QPointF way = m_view.toWidget(station) - place;
      const double distance = std::hypot(way.x(), way.y());
      if (distance > least) continue;
      least = distance;
      best = {static_cast<int>(path), static_cast<int>(i)};
    }
  }
  return best;
}

void EmbeddingMap::hover(QPointF place) {
  m_pointer = place;
  const Station station = stationAt(place);
  const int point = station.path >= 0 ? -1 : pointAt(place);
  if (station != m_hoveredStation) {
    m_hoveredStation = station;
    emit stationHovered(station.path, station.station);
  }
  if (point != m_hoveredPoint) {
    m_hoveredPoint = point;
    emit pointHovered(point);
  }
  updateCursor();
  refreshTouch();
}

MapCard EmbeddingMap::pointCard(int point) const {
  const auto i = static_cast<std::size_t>(point);
  MapCard card;
  if (m_pictures) card.picture = pictureOf(*m_pictures, point);
  const int label = m_items->labels[i];
  const QString name = label < 0 ? tr("picture %L1").arg(point) : nameOf(m_items->classes, label);
  card.lines.push_back({name, label < 0 ? QColor() : mapClassColour(label), true});
  const std::vector<int>& predictions = m_predictions ? m_predictions->predictions : m_items->predictions;
  if (i < predictions.size() && predictions[i] >= 0) {
    const auto& names = m_predictions ? m_predictions->classes : m_items->classes;
    const auto& confidences = m_predictions ? m_predictions->confidences : m_items->confidences;
    const QString confidence = percentText(static_cast<double>(confidences[i]));
    card.lines.push_back(
        {tr("taken for %1, %2").arg(nameOf(names, predictions[i]), confidence), mapClassColour(predictions[i]), false});
  }
  const QString kind = m_items->isAdversarial(point) ? tr("adversarial, ") : QString();
  card.lines.push_back({kind + tr("no. %L1").arg(point), {}, false});
  return card;
}

MapCard EmbeddingMap::stationCard(const Station& hovered) const {
  const EmbeddingPath& path = m_paths->paths[static_cast<std::size_t>(hovered.path)];
  const EmbeddingStation& station = path.stations[static_cast<std::size_t>(hovered.station)];
  MapCard card;
  card.lines.push_back({nameOf(m_items->classes, station.prediction), mapClassColour(station.prediction), true});
  card.lines.push_back({tr("confidence %1").arg(percentText(static_cast<double>(station.confidence))), {}, false});
  card.lines.push_back(
      {station.iteration == 0 ? tr("the clean picture") : tr("iteration %1").arg(station.iteration), {}, false});
  card.lines.push_back({tr("L∞ %1").arg(levelsText(static_cast<double>(station.linf))), {}, false});
  return card;
}

void EmbeddingMap::refreshTouch() {
  MapTouch touch;
  touch.radius = radius();
  touch.focused = m_keyboardFocus;
  touch.lasso = m_lassoLine;
  touch.pointer = m_pointer.value_or(QPointF());
  if (m_places && m_marked >= 0 && m_marked < count()) touch.marked = m_view.toWidget(mapPlaceOf(*m_places, m_marked));
  if (m_places && m_drag == Drag::None && m_hoveredPoint >= 0) {
    touch.ring = m_view.toWidget(mapPlaceOf(*m_places, m_hoveredPoint));
    touch.card = pointCard(m_hoveredPoint);
  }
  if (m_paths && m_drag == Drag::None && m_hoveredStation.path >= 0) touch.card = stationCard(m_hoveredStation);
  m_overlay->setTouch(std::move(touch));
}

void EmbeddingMap::choose(QPointF place) {
  if (const Station station = stationAt(place); station.path >= 0)
    return emit stationChosen(station.path, station.station);
  if (const int point = pointAt(place); point >= 0) emit pointChosen(point);
}

void EmbeddingMap::select(std::vector<int> points) {
  if (points == m_selection) return;
  setSelection(std::move(points));
  emit selectionChanged(m_selection);
}

void EmbeddingMap::updateCursor() {
  if (m_drag == Drag::Pan) return setCursor(Qt::ClosedHandCursor);
  if (m_drag == Drag::Lasso || m_isLasso) return setCursor(Qt::CrossCursor);
  const bool isOnSomething = m_hoveredPoint >= 0 || m_hoveredStation.path >= 0;
  if (isOnSomething) return setCursor(Qt::PointingHandCursor);
  unsetCursor();
}

}  // namespace adv
