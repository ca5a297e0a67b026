// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QPolygonF>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/embedding_paths.hpp"
#include "widgets/maps/map_card.hpp"
#include "widgets/maps/map_close_up.hpp"
#include "widgets/maps/map_names.hpp"

namespace adv {

/// What lies on the points and moves with the view.
struct MapDecor {
  MapView view;
  EmbeddingPlacesPtr places;
  MapColouring colouring;
  std::shared_ptr<const EmbeddingPictures> pictures;
  MapCloseUp closeUp;
  std::shared_ptr<const EmbeddingPaths> paths;
  std::vector<MapName> names;
  QString emptyText;  ///< where there is nothing else
};

/// What follows the pointer. In widget coordinates.
struct MapTouch {
  std::optional<QPointF> ring;    ///< around the point under the pointer
  std::optional<QPointF> marked;  ///< around the point that is spoken of
  std::optional<MapCard> card;
  QPointF pointer;
  double radius = 3.0;  ///< of a point
  QPolygonF lasso;
  bool focused = false;
};

/// Lies over the surface that draws the points, a widget of its own so that it looks the same above both renderers.
/// What moves with the view is kept as a picture, so that a moving pointer costs little.
class MapOverlay : public QWidget {
 public:
  explicit MapOverlay(QWidget* parent);
  void setDecor(MapDecor decor);
  void setTouch(MapTouch touch);
  void paintDecor(QPainter& painter) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintNames(QPainter& painter) const;
  void paintTouch(QPainter& painter) const;
  void paintFrame(QPainter& painter) const;

  MapDecor m_decor;
  MapTouch m_touch;
  QPixmap m_still;
};

}  // namespace adv
