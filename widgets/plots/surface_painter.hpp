// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <vector>

#include "engine/api/surface.hpp"
#include "widgets/plots/surface_image.hpp"

namespace adv {

/// What the axes and marks of a surface are called.
struct SurfaceNames {
  QString along;   ///< "d₁: BIM"
  QString across;  ///< "d₂: random"
  QString other;   ///< "noise": the other attack or picture; empty where there is none
};

/// Paints a surface with its axes, names and marks; the same on the screen and in a figure.
class SurfacePainter {
 public:
  /// `textSize` in the painter's units.
  SurfacePainter(const SurfaceReady& surface, SurfaceNames names, Theme theme, double textSize);

  /// The square of the map where everything is painted into `place`.
  QRectF mapArea(const QRectF& place) const;
  /// `map` is what `renderSurface` made.
  void paint(QPainter& painter, const QRectF& place, const QImage& map) const;

  QPointF toScreen(const SurfacePoint& point, const QRectF& map) const;
  SurfacePoint toPlane(const QPointF& screen, const QRectF& map) const;

 private:
  void paintAxes(QPainter& painter, const QRectF& map) const;
  void paintNames(QPainter& painter, const QRectF& map) const;
  void paintMarks(QPainter& painter, const QRectF& map) const;
  void paintMark(QPainter& painter, const QPointF& place, QChar sign, const QColor& colour) const;
  bool isInside(const SurfacePoint& point) const;

  const SurfaceReady& m_surface;
  SurfaceNames m_names;
  Theme m_theme;
  double m_text;
};

/// Places for the ticks of an axis from −extent to extent: multiples of a power of two.
std::vector<double> symmetricTicks(double extent);

}  // namespace adv
