// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "engine/api/surface.hpp"
#include "widgets/plots/surface_painter.hpp"

namespace adv {

/// A decision surface with a point to drag. Arrow keys move the point by a fine step, Page keys along the first axis by
/// a coarse one, Home goes to the original and End to the adversarial point. Dragging repaints the point only.
class SurfacePlot : public QWidget {
  Q_OBJECT
 public:
  explicit SurfacePlot(QWidget* parent = nullptr);

  void setSurface(const SurfaceReady& surface, const SurfaceNames& names);
  void clearSurface();
  const std::optional<SurfaceReady>& surface() const { return m_surface; }
  /// No signal.
  void setPoint(const SurfacePoint& point);
  const SurfacePoint& point() const { return m_point; }

  /// The square of the map in widget coordinates.
  QRectF mapArea() const;
  QPointF pixelOf(const SurfacePoint& point) const;

  QSize sizeHint() const override { return {380, 380}; }
  QSize minimumSizeHint() const override { return {240, 200}; }

 signals:
  void pointMoved(const adv::SurfacePoint& point);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  SurfacePainter painter() const;
  void redraw();
  void moveTo(SurfacePoint point);
  void describe();

  std::optional<SurfaceReady> m_surface;
  SurfaceNames m_names;
  SurfacePoint m_point;
  QPixmap m_drawn;      ///< everything but the point
  QTimer m_redrawSoon;  ///< while the grid fills, several answers share one drawing
};

}  // namespace adv
