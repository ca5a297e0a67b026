// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/surface_plot.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kRedrawMilliseconds = 120;
constexpr int kFineSteps = 64;  ///< of an axis
constexpr int kCoarseSteps = 8;

}  // namespace

SurfacePlot::SurfacePlot(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::CrossCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Decision surface: the point on the plane"));
  setToolTip(
      tr("Class regions on the plane of both directions; stronger colour: larger margin.\nDrag the point anywhere. "
         "Arrow keys: fine steps. Page keys: coarse steps along d₁. Home: the original. End: the adversarial point."));
  m_redrawSoon.setSingleShot(true);
  m_redrawSoon.setInterval(kRedrawMilliseconds);
  connect(&m_redrawSoon, &QTimer::timeout, this, &SurfacePlot::redraw);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &SurfacePlot::redraw);
}

SurfacePainter SurfacePlot::painter() const {
  return {*m_surface, m_names, theme(), static_cast<double>(typeSize(12))};
}

void SurfacePlot::setSurface(const SurfaceReady& surface, const SurfaceNames& names) {
  m_surface = surface;
  m_names = names;
  if (surface.done >= 1.0) {
    m_redrawSoon.stop();
    return redraw();
  }
  if (!m_redrawSoon.isActive()) m_redrawSoon.start();
}

void SurfacePlot::clearSurface() {
  m_surface.reset();
  m_redrawSoon.stop();
  m_drawn = QPixmap();
  update();
}

void SurfacePlot::setPoint(const SurfacePoint& point) {
  m_point = point;
  describe();
  update();
}

QRectF SurfacePlot::mapArea() const { return m_surface ? painter().mapArea(rect()) : QRectF(); }
QPointF SurfacePlot::pixelOf(const SurfacePoint& point) const { return painter().toScreen(point, mapArea()); }

void SurfacePlot::redraw() {
  if (!m_surface || width() < 32 || height() < 32) return;
  const double ratio = devicePixelRatioF();
  m_drawn = QPixmap((QSizeF(size()) * ratio).toSize());
  m_drawn.setDevicePixelRatio(ratio);
  m_drawn.fill(Qt::transparent);
  const SurfacePainter whole = painter();
  const double side = whole.mapArea(rect()).width() * ratio;
  const int pixels = static_cast<int>(m_surface->done >= 1.0 ? 2 * side : side / 2);
  QImage map = renderSurface(*m_surface, SurfaceColours(*m_surface, theme()), theme(), {pixels, pixels});
  const int shown = static_cast<int>(std::lround(side));
  map = map.scaled(shown, shown, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  QPainter onto(&m_drawn);
  whole.paint(onto, rect(), map);
  onto.end();
  update();
}

void SurfacePlot::resizeEvent(QResizeEvent*) { redraw(); }

void SurfacePlot::paintEvent(QPaintEvent*) {
  if (!m_surface || m_drawn.isNull()) return;
  QPainter onto(this);
  onto.setRenderHint(QPainter::Antialiasing);
  onto.drawPixmap(0, 0, m_drawn);
  const QRectF map = mapArea();
  const QPointF place = painter().toScreen(m_point, map);
  const double radius = 8.5 * typeScale();
  onto.setPen(QPen(theme().text, 1, Qt::DotLine));
  onto.drawLine(QPointF(place.x(), map.top()), QPointF(place.x(), map.bottom()));
  onto.drawLine(QPointF(map.left(), place.y()), QPointF(map.right(), place.y()));
  onto.setBrush(Qt::NoBrush);
  onto.setPen(QPen(theme().card, 7));
  onto.drawEllipse(place, radius, radius);
  onto.setPen(QPen(theme().text, 3.5));
  onto.drawEllipse(place, radius, radius);
  if (!hasFocus()) return;
  onto.setPen(QPen(theme().focus, 2));
  onto.drawEllipse(place, radius + 5, radius + 5);
}

void SurfacePlot::moveTo(SurfacePoint point) {
  if (!m_surface) return;
  point.along = std::clamp(point.along, -m_surface->extent, m_surface->extent);
  point.across = std::clamp(point.across, -m_surface->extentAcross, m_surface->extentAcross);
  setPoint(point);
  emit pointMoved(m_point);
}

void SurfacePlot::describe() {
  setAccessibleDescription(tr("%1 along d₁, %2 along d₂").arg(levelsText(m_point.along), levelsText(m_point.across)));
}

void SurfacePlot::mousePressEvent(QMouseEvent* event) {
  if (m_surface && event->button() == Qt::LeftButton) moveTo(painter().toPlane(event->position(), mapArea()));
}

void SurfacePlot::mouseMoveEvent(QMouseEvent* event) {
  if (m_surface && event->buttons().testFlag(Qt::LeftButton)) moveTo(painter().toPlane(event->position(), mapArea()));
}

void SurfacePlot::keyPressEvent(QKeyEvent* event) {
  if (!m_surface) return QWidget::keyPressEvent(event);
  const double along = 2 * m_surface->extent / kFineSteps;
  const double across = 2 * m_surface->extentAcross / kFineSteps;
  switch (event->key()) {
    case Qt::Key_Left: return moveTo({m_point.along - along, m_point.across});
    case Qt::Key_Right: return moveTo({m_point.along + along, m_point.across});
    case Qt::Key_Down: return moveTo({m_point.along, m_point.across - across});
    case Qt::Key_Up: return moveTo({m_point.along, m_point.across + across});
    case Qt::Key_PageDown: return moveTo({m_point.along - kFineSteps / kCoarseSteps * along, m_point.across});
    case Qt::Key_PageUp: return moveTo({m_point.along + kFineSteps / kCoarseSteps * along, m_point.across});
    case Qt::Key_Home: return moveTo({});
    case Qt::Key_End: return moveTo(m_surface->adversarial);
    default: QWidget::keyPressEvent(event);
  }
}

void SurfacePlot::focusInEvent(QFocusEvent*) { update(); }
void SurfacePlot::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace adv
