// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_overlay.hpp"

#include <QPainter>
#include <QPainterPath>

namespace adv {
namespace {

QColor withAlpha(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

/// A line that is seen on any picture: white with a dark rim.
void strokeTwice(QPainter& painter, const QPainterPath& path, double width) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 150), width + 2.0));
  painter.drawPath(path);
  painter.setPen(QPen(Qt::white, width));
  painter.drawPath(path);
}

}  // namespace

CanvasOverlay::CanvasOverlay(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
}

void CanvasOverlay::show(const OverlayState& state) {
  m_state = state;
  update();
}

void CanvasOverlay::setCoverColour(const QColor& colour) {
  m_cover = colour;
  update();
}

void CanvasOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (!m_state.picture.isEmpty()) {
    painter.setClipRect(m_state.picture);
    paintHovered(painter);
    paintTag(painter, m_state.leftTag, true);
    paintTag(painter, m_state.rightTag, false);
    paintWipe(painter);
    painter.setClipping(false);
  }
  paintFrame(painter);
}

void CanvasOverlay::paintFrame(QPainter& painter) const {
  const QRectF box = m_state.picture.isEmpty() ? QRectF(rect()) : m_state.picture;
  QPainterPath inside;
  inside.addRoundedRect(box, kRadius, kRadius);
  if (!m_state.picture.isEmpty()) {
    QPainterPath corners;
    corners.addRect(box.adjusted(-1, -1, 1, 1));
    painter.fillPath(corners - inside, m_cover);
  }
  QPen pen(withAlpha(palette().color(QPalette::WindowText), m_state.picture.isEmpty() ? 90 : 36), 1.0);
  if (m_state.picture.isEmpty()) pen.setStyle(Qt::DashLine);
  if (m_state.focused || m_state.dropping)
    pen = QPen(palette().color(QPalette::Highlight), m_state.dropping ? 3.0 : 2.0);
  const double half = pen.widthF() / 2.0;
  painter.setPen(pen);
  painter.setBrush(m_state.dropping ? withAlpha(palette().color(QPalette::Highlight), 40) : QColor(Qt::transparent));
  painter.drawRoundedRect(box.adjusted(half, half, -half, -half), kRadius - half, kRadius - half);
}

void CanvasOverlay::paintHovered(QPainter& painter) const {
  if (m_state.hovered.isEmpty() || !m_state.hovered.intersects(m_state.picture)) return;
  constexpr double kLeast = 9.0;
  QRectF box = m_state.hovered;
  const double widen = std::max(0.0, kLeast - box.width()) / 2.0;
  box.adjust(-widen, -widen, widen, widen);
  QPainterPath path;
  path.addRect(box);
  strokeTwice(painter, path, 1.5);
}

void CanvasOverlay::paintWipe(QPainter& painter) const {
  if (!m_state.wipe) return;
  const double x = *m_state.wipe;
  QPainterPath line;
  line.moveTo(x, m_state.picture.top());
  line.lineTo(x, m_state.picture.bottom());
  strokeTwice(painter, line, 1.5);

  constexpr double kHandle = 11.0;
  const QPointF middle(x, m_state.picture.center().y());
  painter.setPen(QPen(QColor(0, 0, 0, 150), 1.0));
  painter.setBrush(Qt::white);
  painter.drawEllipse(middle, kHandle, kHandle);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(40, 44, 52));
  for (const double way : {-1.0, 1.0}) {
    const QPointF tip = middle + QPointF(way * 7.5, 0.0);
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(-way * 4.5, -4.0), tip + QPointF(-way * 4.5, 4.0)});
  }
}

void CanvasOverlay::paintTag(QPainter& painter, const QString& text, bool left) const {
  if (text.isEmpty()) return;
  constexpr double kMargin = 8.0;
  QRectF box(0, 0, painter.fontMetrics().horizontalAdvance(text) + 14.0, painter.fontMetrics().height() + 6.0);
  const double start = left ? m_state.picture.left() + kMargin : m_state.picture.right() - kMargin - box.width();
  box.moveTopLeft({start, m_state.picture.top() + kMargin});
  const double edge = m_state.wipe.value_or(left ? m_state.picture.right() : m_state.picture.left());
  if (left ? box.right() > edge - 2.0 : box.left() < edge + 2.0) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(20, 22, 28, 190));
  painter.drawRoundedRect(box, 4.0, 4.0);
  painter.setPen(Qt::white);
  painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace adv
