// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/embedding_paths.hpp"
#include "engine/api/embedding_pictures.hpp"
#include "widgets/maps/map_colouring.hpp"
#include "widgets/maps/map_index.hpp"
#include "widgets/maps/map_names.hpp"
#include "widgets/maps/map_scene.hpp"
#include "widgets/maps/map_view.hpp"

namespace adv {

class MapOverlay;
struct MapCard;
struct MapDecor;

/// Points on a plane without axes. Dragging pans, the wheel and +/− zoom, a double click or 0 fits; Shift and drag, or
/// the lasso mode, selects; Enter chooses the point in the middle. Until the person moves the view it follows the map
/// as it grows. Zoomed in, the points turn into their pictures.
class EmbeddingMap : public QWidget {
  Q_OBJECT
 public:
  explicit EmbeddingMap(QWidget* parent = nullptr);

  /// Other items clear everything that was said of the old ones: places, colours, pictures, paths, selection.
  void setItems(EmbeddingItemsPtr items);
  /// Drawn at once. Does nothing where their number is not that of the items.
  void setPlaces(EmbeddingPlacesPtr places);
  void setColouring(MapColouring colouring);
  const MapColouring& colouring() const { return m_colouring; }
  /// Groups that are not drawn and not found; as many as the colouring has, empty for none.
  void setHidden(std::vector<bool> groups);
  void setPictures(std::shared_ptr<const EmbeddingPictures> pictures);
  /// What a network says of the points, for the card under the pointer; null for what the items know themselves.
  void setPredictions(std::shared_ptr<const EmbeddingPredictions> predictions);
  void setPaths(std::shared_ptr<const EmbeddingPaths> paths);
  /// The others are drawn faintly. Does not tell `selectionChanged`.
  void setSelection(std::vector<int> points);
  const std::vector<int>& selection() const { return m_selection; }
  /// A ring around the point that is spoken of; negative for none.
  void setMarked(int point);
  /// A plain drag draws the lasso.
  void setLasso(bool lasso);
  bool isLasso() const { return m_isLasso; }
  /// What is said while there is nothing to show.
  void setEmptyText(const QString& text);

  void fit();
  bool isFitted() const { return m_view.isFitted(); }
  /// Zooms about a place of the widget.
  void zoomAt(QPointF place, double factor);
  /// From the map to the widget.
  QPointF placeOf(QPointF mapPlace) const;
  /// The picture as it is drawn now, without the card under the pointer.
  QImage toImage() const;

  QSize sizeHint() const override { return {720, 560}; }
  QSize minimumSizeHint() const override { return {240, 200}; }

 signals:
  void pointHovered(int point);  ///< negative for none
  void pointChosen(int point);
  void selectionChanged(const std::vector<int>& points);
  void stationHovered(int path, int station);  ///< of the attack, not of its twin; negative for none
  void stationChosen(int path, int station);
  void lassoChanged(bool lasso);

 protected:
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  enum class Drag { None, Pan, Lasso };
  struct Station {
    int path = -1;
    int station = -1;
    friend bool operator==(const Station&, const Station&) = default;
  };

  MapScene scene(QSize devicePixels) const;
  MapDecor decor();
  double radius() const;
  void refreshMarks();
  void refreshView();
  void refreshTouch();
  void followView();
  void announce();

  int count() const { return m_items ? m_items->count : 0; }
  bool isShown(int point) const;
  const MapIndex& index() const;
  int pointAt(QPointF place) const;
  Station stationAt(QPointF place) const;
  MapCard pointCard(int point) const;
  MapCard stationCard(const Station& hovered) const;
  void hover(QPointF place);
  void choose(QPointF place);
  void select(std::vector<int> points);
  void updateCursor();
  void keyMove(QPointF steps);
  void keyZoom(double factor);

  EmbeddingItemsPtr m_items;
  EmbeddingPlacesPtr m_places;
  MapColouring m_colouring;
  std::vector<bool> m_hidden;
  std::vector<int> m_selection;
  std::shared_ptr<const MapMarks> m_marks;
  std::shared_ptr<const EmbeddingPictures> m_pictures;
  std::shared_ptr<const EmbeddingPredictions> m_predictions;
  std::shared_ptr<const EmbeddingPaths> m_paths;
  QString m_emptyText;
  int m_marked = -1;
  bool m_isLasso = false;

  MapView m_view;
  mutable std::optional<MapIndex> m_index;      ///< made when it is asked for
  std::optional<std::vector<MapName>> m_names;  ///< of the places and groups as they are now
  QTimer m_follow;
  QElapsedTimer m_sinceFollow;

  Drag m_drag = Drag::None;
  QPointF m_pressed;
  QPointF m_dragFrom;
  bool m_hasMoved = false;
  QPolygonF m_lassoLine;  ///< in the widget
  std::optional<QPointF> m_pointer;
  int m_hoveredPoint = -1;
  Station m_hoveredStation;
  bool m_keyboardFocus = false;

  QWidget* m_surface;
  MapOverlay* m_overlay;
};

}  // namespace adv
