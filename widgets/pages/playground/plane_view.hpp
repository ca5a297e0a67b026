// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/plots/plane_painter.hpp"

namespace adv {

/// The plane by hand. A point is dragged with any tool, and deleted with the right button or, where it is selected,
/// with the Delete key. With the probe a click anywhere else moves the attack's start, which is also dragged; with the
/// other tools it adds a point. Arrow keys move the selected point or the probe by a fine step, with Shift by a coarse
/// one.
class PlaneView : public QWidget {
  Q_OBJECT
 public:
  enum class Tool { Probe, O, X };
  explicit PlaneView(QWidget* parent = nullptr);

  void setTool(Tool tool);
  Tool tool() const { return m_tool; }
  /// The scene but for what is selected. Points under the mouse keep where the mouse has them.
  void setScene(PlaneScene scene);
  const PlaneScene& scene() const { return m_scene; }

  QPointF pixelOf(PlanePlace at) const { return painter().toScreen(at); }
  QSize sizeHint() const override { return {520, 520}; }
  QSize minimumSizeHint() const override { return {260, 220}; }

 signals:
  /// While a point is dragged.
  void pointsMoved(const std::vector<adv::PlanePoint>& points);
  /// A change that is over: what undo goes back over. `before` is how the points were.
  void pointsEdited(const std::vector<adv::PlanePoint>& before, const std::vector<adv::PlanePoint>& points,
                    const QString& what);
  /// `point` is the index of the point that was hit; negative where there is none.
  void probeMoved(adv::PlanePlace at, int point);
  void toolAsked(adv::PlaneView::Tool tool);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent*) override { update(); }
  void focusOutEvent(QFocusEvent*) override { update(); }

 private:
  enum class Drag { None, Probe, Point };
  PlanePainter painter() const;
  QRectF square() const;
  int pointAt(QPointF screen) const;
  PlanePlace placeAt(QPointF screen) const;
  void addPoint(PlanePlace at);
  void deletePoint(int index);
  void movePoint(PlanePlace at);
  void nudge(double dx, double dy);
  void describe();

  PlaneScene m_scene;
  Tool m_tool = Tool::Probe;
  Drag m_drag = Drag::None;
  std::vector<PlanePoint> m_before;  ///< of a drag
  QPointF m_pressedAt;
  bool m_moved = false;
};

}  // namespace adv
