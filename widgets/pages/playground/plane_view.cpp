// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/plane_view.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr double kUnitShare = 52.0;  ///< the side is so many marks long
constexpr double kSmallestUnit = 6.0;
constexpr double kHit = 1.5;  ///< of a mark
constexpr double kDragStart = 3.0;
constexpr double kFine = 0.02;
constexpr double kCoarse = 0.1;
constexpr double kMargin = 1.5;
constexpr double kRound = 1e4;

/// Within the plane, with four decimals: what is written into a file says it all.
PlanePlace tidy(PlanePlace at) {
  const auto one = [](double t) { return std::round(std::clamp(t, -1.0, 1.0) * kRound) / kRound; };
  return {one(at.x), one(at.y)};
}

}  // namespace

PlaneView::PlaneView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("The plane with its points"));
  setToolTip(tr(
      "Drag a point to move it; right click or Delete removes it.\nProbe: click or drag anywhere for the attack from "
      "there. O and X: click to add a point.\nArrow keys: 0.02 of the plane from −1 to 1, with Shift 0.1."));
  setTool(Tool::Probe);
}

void PlaneView::setTool(Tool tool) {
  m_tool = tool;
  setCursor(tool == Tool::Probe ? Qt::ArrowCursor : Qt::CrossCursor);
}

void PlaneView::setScene(PlaneScene scene) {
  const int selected = m_scene.selected;
  if (m_drag == Drag::Point) scene.points = m_scene.points;
  m_scene = std::move(scene);
  m_scene.selected = selected < static_cast<int>(m_scene.points.size()) ? selected : -1;
  describe();
  update();
}

void PlaneView::describe() {
  const auto count = [&](PlaneClass of) {
    return std::count_if(m_scene.points.begin(), m_scene.points.end(),
                         [of](const PlanePoint& point) { return point.of == of; });
  };
  setAccessibleDescription(tr("%1 points O, %2 points X").arg(count(PlaneClass::O)).arg(count(PlaneClass::X)));
}

QRectF PlaneView::square() const {
  const double side = std::min(width(), height()) - 2 * kMargin;
  return {(width() - side) / 2, (height() - side) / 2, side, side};
}

PlanePainter PlaneView::painter() const {
  const QRectF place = square();
  return {place, std::max(kSmallestUnit, place.width() / kUnitShare), double(typeSize(14)), theme()};
}

void PlaneView::paintEvent(QPaintEvent*) {
  QPainter canvas(this);
  const PlanePainter plane = painter();
  plane.paintRegions(canvas, m_scene);
  plane.paintMarks(canvas, m_scene);
  canvas.setPen(QPen(hasFocus() ? theme().focus : theme().cardBorder, hasFocus() ? 2 : 1));
  canvas.setBrush(Qt::NoBrush);
  canvas.drawRect(square());
}

int PlaneView::pointAt(QPointF screen) const {
  const double reach = kHit * std::max(kSmallestUnit, square().width() / kUnitShare);
  int best = -1;
  double nearest = reach;
  for (std::size_t i = 0; i < m_scene.points.size(); ++i) {
    const double distance = QLineF(pixelOf(m_scene.points[i].at), screen).length();
    if (distance > nearest) continue;
    nearest = distance;
    best = static_cast<int>(i);
  }
  return best;
}

PlanePlace PlaneView::placeAt(QPointF screen) const { return tidy(painter().toPlane(screen)); }

void PlaneView::mousePressEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  if (!square().contains(at)) return;
  const int hit = pointAt(at);
  if (event->button() == Qt::RightButton) return deletePoint(hit);
  if (event->button() != Qt::LeftButton) return;
  m_scene.selected = hit;
  m_moved = false;
  m_pressedAt = at;
  if (hit >= 0) {
    m_drag = Drag::Point;
    m_before = m_scene.points;
  } else if (m_tool == Tool::Probe) {
    m_drag = Drag::Probe;
    emit probeMoved(placeAt(at), -1);
  } else {
    addPoint(placeAt(at));
  }
  update();
}

void PlaneView::mouseMoveEvent(QMouseEvent* event) {
  if (m_drag == Drag::Probe) emit probeMoved(placeAt(event->position()), -1);
  if (m_drag != Drag::Point) return;
  if (!m_moved && QLineF(m_pressedAt, event->position()).length() < kDragStart) return;
  m_moved = true;
  movePoint(placeAt(event->position()));
}

void PlaneView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const Drag drag = std::exchange(m_drag, Drag::None);
  if (drag != Drag::Point) return;
  if (m_moved) return emit pointsEdited(m_before, m_scene.points, tr("move a point"));
  const PlanePoint& point = m_scene.points[static_cast<std::size_t>(m_scene.selected)];
  if (m_tool == Tool::Probe) emit probeMoved(point.at, m_scene.selected);
}

void PlaneView::movePoint(PlanePlace at) {
  m_scene.points[static_cast<std::size_t>(m_scene.selected)].at = at;
  update();
  emit pointsMoved(m_scene.points);
}

void PlaneView::addPoint(PlanePlace at) {
  const auto before = m_scene.points;
  const PlaneClass of = m_tool == Tool::O ? PlaneClass::O : PlaneClass::X;
  m_scene.points.push_back({at, of});
  m_scene.selected = static_cast<int>(m_scene.points.size()) - 1;
  emit pointsEdited(before, m_scene.points, of == PlaneClass::O ? tr("add an O") : tr("add an X"));
}

void PlaneView::deletePoint(int index) {
  if (index < 0 || index >= static_cast<int>(m_scene.points.size())) return;
  const auto before = m_scene.points;
  m_scene.points.erase(m_scene.points.begin() + index);
  m_scene.selected = -1;
  emit pointsEdited(before, m_scene.points, tr("delete a point"));
}

void PlaneView::nudge(double dx, double dy) {
  if (m_scene.selected < 0) {
    if (!m_scene.probed) return;
    const PlanePlace from = m_scene.probed->start.at;
    return emit probeMoved(tidy({from.x + dx, from.y + dy}), -1);
  }
  const auto before = m_scene.points;
  const PlanePlace from = before[static_cast<std::size_t>(m_scene.selected)].at;
  movePoint(tidy({from.x + dx, from.y + dy}));
  emit pointsEdited(before, m_scene.points, tr("move a point"));
}

void PlaneView::keyPressEvent(QKeyEvent* event) {
  const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kCoarse : kFine;
  switch (event->key()) {
    case Qt::Key_Left: return nudge(-step, 0);
    case Qt::Key_Right: return nudge(step, 0);
    case Qt::Key_Up: return nudge(0, step);
    case Qt::Key_Down: return nudge(0, -step);
    case Qt::Key_Delete:
    case Qt::Key_Backspace: return deletePoint(m_scene.selected);
    case Qt::Key_O: return emit toolAsked(Tool::O);
    case Qt::Key_X: return emit toolAsked(Tool::X);
    case Qt::Key_P: return emit toolAsked(Tool::Probe);
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace adv
