// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/draw_canvas.hpp"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "widgets/canvas/convert.hpp"

namespace adv {
namespace {

constexpr int kSide = 28;
constexpr double kBrush = 2.4;  ///< width in pixels of the picture, about that of MNIST's strokes
constexpr int kFine = 4;        ///< drawn larger and averaged, for soft edges
constexpr int kSoonMilliseconds = 40;

}  // namespace

DrawCanvas::DrawCanvas(QWidget* parent) : QWidget(parent), m_picture(kSide, kSide, QImage::Format_Grayscale8) {
  m_picture.fill(Qt::black);
  setCursor(Qt::CrossCursor);
  setAccessibleName(tr("Drawing area for a digit"));
  setMinimumSize(196, 196);
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSoonMilliseconds);
  connect(&m_soon, &QTimer::timeout, this, [this] { emit drawn(image()); });
}

ImagePtr DrawCanvas::image() const { return std::make_shared<const Image>(fromQImage(m_picture)); }

void DrawCanvas::clear() {
  m_strokes.clear();
  redraw();
}

void DrawCanvas::undoStroke() {
  if (!m_strokes.empty()) m_strokes.pop_back();
  redraw();
}

QRectF DrawCanvas::square() const {
  const double side = std::min(width(), height());
  return {(width() - side) / 2, (height() - side) / 2, side, side};
}

void DrawCanvas::redraw() {
  QImage large(kSide * kFine, kSide * kFine, QImage::Format_RGB32);
  large.fill(Qt::black);
  QPainter painter(&large);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(kFine, kFine);
  painter.setPen(QPen(Qt::white, kBrush, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  for (const auto& stroke : m_strokes) {
    QPainterPath path(stroke.front());
    for (const QPointF& point : stroke) path.lineTo(point + QPointF(0.01, 0));
    painter.drawPath(path);
  }
  painter.end();
  m_picture = large.scaled(kSide, kSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                  .convertToFormat(QImage::Format_Grayscale8);
  update();
  if (!m_soon.isActive()) m_soon.start();
}

void DrawCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.drawImage(square(), m_picture);
}

void DrawCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  m_strokes.emplace_back();
  mouseMoveEvent(event);
}

void DrawCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (m_strokes.empty() || !event->buttons().testFlag(Qt::LeftButton)) return;
  const QRectF area = square();
  m_strokes.back().push_back((event->position() - area.topLeft()) * (kSide / area.width()));
  redraw();
}

void DrawCanvas::mouseReleaseEvent(QMouseEvent*) {
  m_soon.stop();
  emit drawn(image());
}

}  // namespace adv
