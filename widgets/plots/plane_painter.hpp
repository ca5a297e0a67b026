// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <QPolygonF>
#include <optional>
#include <vector>

#include "engine/api/playground.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// What is drawn on the playground's plane.
struct PlaneScene {
  std::vector<PlanePoint> points;
  std::optional<PlaygroundReady> ready;
  std::optional<PlaneProbed> probed;
  double epsilon = 0.0;
  PlaneNorm norm = PlaneNorm::L2;
  int selected = -1;  ///< a point
};

/// "O" or "X".
QString nameOf(PlaneClass of);
/// O is blue, X is vermilion.
QColor colourOf(PlaneClass of, const Theme& look);

/// The regions as a picture of `side` pixels, the y-axis up: the colour of the class, the stronger the larger the
/// confidence. Between the grid's places the logits are interpolated.
QImage renderPlane(const PlaygroundReady& ready, const Theme& look, int side);

/// Where the logit is 0, as pieces of lines on the plane from −1 to 1 (marching squares).
std::vector<std::pair<PlanePlace, PlanePlace>> boundaryOf(const PlaygroundReady& ready);

/// Paints the plane into a square; the same on the screen and in a figure. `unit` is the size of a point's mark.
class PlanePainter {
 public:
  PlanePainter(QRectF square, double unit, double textSize, const Theme& look)
      : m_square(square), m_unit(unit), m_text(textSize), m_look(look) {}

  /// The regions with their boundary.
  void paintRegions(QPainter& painter, const PlaneScene& scene) const;
  /// The points, the attack and the noise.
  void paintMarks(QPainter& painter, const PlaneScene& scene) const;

  QPointF toScreen(PlanePlace at) const;
  PlanePlace toPlane(QPointF screen) const;

 private:
  void paintPoint(QPainter& painter, const PlanePoint& point, bool isSelected) const;
  void paintReach(QPainter& painter, const PlaneScene& scene) const;
  void paintArrow(QPainter& painter, PlanePlace from, PlanePlace to, const QColor& colour, bool dashed) const;
  void paintTag(QPainter& painter, const PlaneVerdict& verdict, PlanePlace from) const;
  void paintDiamond(QPainter& painter, PlanePlace at) const;

  QRectF m_square;
  double m_unit;
  double m_text;
  const Theme& m_look;
};

}  // namespace adv
