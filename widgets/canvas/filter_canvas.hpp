// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "engine/api/filters.hpp"
#include "widgets/canvas/canvas_scene.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Where a window lies on a map, in its pixels. Its taps are `dilation` apart.
struct MapWindow {
  int top = 0;
  int left = 0;
  int rows = 1;
  int columns = 1;
  int dilation = 1;
  friend bool operator==(const MapWindow&, const MapWindow&) = default;
};

/// A map of numbers as a picture, with a window on it. The left button and the arrow keys move the window; the wheel
/// zooms, the right button pans, a double click fits. Large pixels show their numbers.
class FilterCanvas : public QWidget {
  Q_OBJECT
 public:
  explicit FilterCanvas(const QString& name, QWidget* parent = nullptr);

  /// `owner` keeps the map alive.
  void setMap(std::shared_ptr<const ShownMap> map);
  /// A frame of padding is drawn around the picture.
  void setPadding(int pixels);
  void setWindow(const MapWindow& window);
  const MapWindow& window() const { return m_window; }
  /// The pixels after this one, row by row, are not yet written; all are where it is empty.
  void setWrittenUpTo(std::optional<QPoint> pixel);
  /// In widget coordinates.
  QRectF placeOf(const QRectF& pixels) const;

  QSize sizeHint() const override { return {300, 260}; }
  QSize minimumSizeHint() const override { return {140, 110}; }

 signals:
  /// The pointer with the left button held, in pixels of the map; may lie beside it.
  void pointed(QPointF pixel);
  void moveWanted(int columns, int rows);
  void firstWanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  /// In device-independent pixels.
  ViewTransform view() const;
  void zoomAt(QPointF place, double factor);
  void fit();
  void keepWindowInView();
  QImage rendered() const;
  void paintNumbers(QPainter& painter) const;
  void paintUnwritten(QPainter& painter) const;
  void paintPadding(QPainter& painter) const;
  void paintWindow(QPainter& painter) const;

  std::shared_ptr<const ShownMap> m_map;
  ImagePtr m_picture;  ///< as it is drawn
  MapWindow m_window;
  std::optional<QPoint> m_written;
  int m_padding = 0;
  double m_zoom = 1.0;
  QPointF m_centre;
  QPointF m_dragFrom;
  bool m_keyboardFocus = false;
};

}  // namespace adv
