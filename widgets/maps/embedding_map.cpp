// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/embedding_map.hpp"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "widgets/canvas/canvas_surface.hpp"
#include "widgets/maps/map_cpu_renderer.hpp"
#include "widgets/maps/map_gl_renderer.hpp"
#include "widgets/maps/map_overlay.hpp"

namespace adv {
namespace {

constexpr int kFollowMilliseconds = 16;
constexpr float kMostRim = 1.0F;  ///< device-independent pixels

SurfacePainters mapPainters(const std::function<MapScene(QSize)>& scene) {
  const auto makeGl = [scene] {
    return [scene, renderer = std::make_shared<MapGlRenderer>()](QSize size) {
      renderer->paint(scene(size), size);
      return true;
    };
  };
  // What lies above is painted more often than the points move.
  const auto draw = [scene, shown = MapScene(), image = QImage()](QSize size) mutable {
    MapScene wanted = scene(size);
    if (image.size() != size || wanted != shown) image = renderMap(wanted, size);
    shown = std::move(wanted);
    return image;
  };
  return {makeGl, draw};
}

}  // namespace

EmbeddingMap::EmbeddingMap(QWidget* parent)
    : QWidget(parent),
      m_emptyText(tr("The map appears here")),
      m_surface(makeSurface(mapPainters([this](QSize size) { return scene(size); }), this)),
      m_overlay(new MapOverlay(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMouseTracking(true);
  setAccessibleName(tr("Map of pictures"));
  setWhatsThis(tr(
      "Drag to move, turn the wheel or press + and − to zoom, press 0 or click twice to fit. Shift and drag selects, "
      "Escape ends the selection. The arrow keys move; Enter chooses the point in the middle."));
  m_follow.setInterval(kFollowMilliseconds);
  connect(&m_follow, &QTimer::timeout, this, &EmbeddingMap::followView);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &EmbeddingMap::refreshMarks);
  m_overlay->raise();
  refreshMarks();
}

void EmbeddingMap::setItems(EmbeddingItemsPtr items) {
  if (items == m_items) return;
  m_items = std::move(items);
  m_places = nullptr;
  m_index.reset();
  m_colouring = {};
  m_hidden.clear();
  m_selection.clear();
  m_pictures = nullptr;
  m_predictions = nullptr;
  m_paths = nullptr;
  m_marked = -1;
  m_hoveredPoint = -1;
  m_hoveredStation = {};
  m_view = {};
  m_view.setSize(size());
  refreshMarks();
}

void EmbeddingMap::setPlaces(EmbeddingPlacesPtr places) {
  if (!places || static_cast<int>(places->x.size()) != count() || places->x.empty()) return;
  m_places = std::move(places);
  m_index.reset();
  m_names.reset();
  m_view.setBounds(boundsOf(*m_places));
  refreshView();
}

void EmbeddingMap::setColouring(MapColouring colouring) {
  if (colouring.groups != m_colouring.groups) m_hidden.clear();
  m_colouring = std::move(colouring);
  refreshMarks();
}

void EmbeddingMap::setHidden(std::vector<bool> groups) {
  m_hidden = std::move(groups);
  refreshMarks();
}

void EmbeddingMap::setPictures(std::shared_ptr<const EmbeddingPictures> pictures) {
  m_pictures = pictures && pictures->count == count() ? std::move(pictures) : nullptr;
  refreshView();
}

void EmbeddingMap::setPredictions(std::shared_ptr<const EmbeddingPredictions> predictions) {
  m_predictions = std::move(predictions);
  refreshTouch();
}

void EmbeddingMap::setPaths(std::shared_ptr<const EmbeddingPaths> paths) {
  const bool isBackdrop = paths != nullptr, wasBackdrop = m_paths != nullptr;
  m_paths = std::move(paths);
  m_hoveredStation = {};
  if (isBackdrop != wasBackdrop) return refreshMarks();
  refreshView();
}

void EmbeddingMap::setSelection(std::vector<int> points) {
  std::erase_if(points, [this](int point) { return point < 0 || point >= count(); });
  if (points == m_selection) return;
  m_selection = std::move(points);
  refreshMarks();
}

void EmbeddingMap::setMarked(int point) {
  m_marked = point;
  refreshTouch();
}

void EmbeddingMap::setLasso(bool lasso) {
  if (lasso == m_isLasso) return;
  m_isLasso = lasso;
  updateCursor();
  emit lassoChanged(lasso);
}

void EmbeddingMap::setEmptyText(const QString& text) {
  m_emptyText = text;
  refreshView();
}

void EmbeddingMap::fit() {
  m_view.fit();
  refreshView();
}

void EmbeddingMap::zoomAt(QPointF place, double factor) {
  if (!m_places) return;
  m_view.zoomAt(place, factor);
  refreshView();
}

QPointF EmbeddingMap::placeOf(QPointF mapPlace) const { return m_view.toWidget(mapPlace); }

double EmbeddingMap::radius() const { return pointRadius(count(), std::min(width(), height()), m_view.zoom()); }

MapScene EmbeddingMap::scene(QSize devicePixels) const {
  const double ratio = devicePixels.width() / std::max(1.0, static_cast<double>(width()));
  MapScene scene;
  scene.places = m_places;
  scene.marks = m_marks;
  scene.centre = m_view.centre();
  scene.scale = m_view.scale() * ratio;
  scene.radius = static_cast<float>(radius() * ratio);
  scene.rim = std::min(static_cast<float>(kRimShare) * scene.radius, kMostRim * static_cast<float>(ratio));
  scene.background = theme().card.rgb();
  return scene;
}

MapDecor EmbeddingMap::decor() {
  MapDecor decor{m_view, m_places, m_colouring, m_pictures, {}, m_paths, {}, m_emptyText};
  if (!m_places) return decor;
  if (m_pictures)
    decor.closeUp = closeUpOf(*m_places, index(), m_view, size(), [this](int point) { return isShown(point); });
  if (!m_names) m_names = middleNames(m_colouring, *m_places, m_hidden, theme());
  if (decor.closeUp.opacity == 0.0) decor.names = *m_names;
  return decor;
}

QImage EmbeddingMap::toImage() const {
  const QSize pixels = devicePixelsOf(*this);
  QImage image = renderMap(scene(pixels), pixels);
  image.setDevicePixelRatio(devicePixelRatioF());
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  m_overlay->paintDecor(painter);
  return image;
}

void EmbeddingMap::refreshMarks() {
  m_marks = std::make_shared<const MapMarks>(
      makeMarks(m_colouring, count(), m_hidden, m_selection, m_paths != nullptr, theme()));
  m_names.reset();
  announce();
  refreshView();
}

void EmbeddingMap::refreshView() {
  m_surface->update();
  m_overlay->setDecor(decor());
  refreshTouch();
  if (m_view.isFitted() && m_places && !m_follow.isActive()) {
    m_sinceFollow.start();
    m_follow.start();
  }
}

void EmbeddingMap::followView() {
  const double before = m_view.scale();
  const QPointF centre = m_view.centre();
  const bool isMoving = m_view.follow(static_cast<double>(m_sinceFollow.restart()) / 1000.0);
  if (!isMoving) m_follow.stop();
  if (m_view.scale() == before && m_view.centre() == centre) return;
  m_surface->update();
  m_overlay->setDecor(decor());
  refreshTouch();
}

void EmbeddingMap::announce() {
  QString text = m_items ? tr("%L1 points, coloured by %2").arg(count()).arg(m_colouring.title) : m_emptyText;
  if (!m_selection.empty()) text += tr(", %L1 selected").arg(m_selection.size());
  setAccessibleDescription(text);
}

bool EmbeddingMap::isShown(int point) const {
  if (m_hidden.empty() || m_colouring.isScalar()) return true;
  const auto i = static_cast<std::size_t>(point);
  const int group = i < m_colouring.groupOf.size() ? m_colouring.groupOf[i] : -1;
  const std::size_t place = group < 0 ? m_colouring.groups.size() : static_cast<std::size_t>(group);
  return place >= m_hidden.size() || !m_hidden[place];
}

const MapIndex& EmbeddingMap::index() const {
  if (!m_index) m_index.emplace(m_places);
  return *m_index;
}

void EmbeddingMap::resizeEvent(QResizeEvent*) {
  m_surface->setGeometry(rect());
  m_overlay->setGeometry(rect());
  m_view.setSize(size());
  refreshView();
}

}  // namespace adv
