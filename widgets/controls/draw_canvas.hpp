// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>
#include <vector>

#include "engine/api/image.hpp"

namespace adv {

/// A black square to draw a white digit on, as MNIST has them: 28×28, a soft round brush.
class DrawCanvas : public QWidget {
  Q_OBJECT
 public:
  explicit DrawCanvas(QWidget* parent = nullptr);
  ImagePtr image() const;
  void clear();
  void undoStroke();
  QSize sizeHint() const override { return {336, 336}; }

 signals:
  /// While the mouse moves, at most every 40 ms, and at the end of a stroke.
  void drawn(const adv::ImagePtr& image);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  QRectF square() const;
  void redraw();

  std::vector<std::vector<QPointF>> m_strokes;  ///< in pixels of the picture
  QImage m_picture;
  QTimer m_soon;
};

}  // namespace adv
