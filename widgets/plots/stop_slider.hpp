// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace adv {

/// A figure whose x-axis is the slider, for figures that paint themselves: dragging anywhere on it goes to the nearest
/// of its stops. Arrow keys go from one to the next, Page keys over several, Home and End to the ends.
class StopSlider : public QWidget {
  Q_OBJECT
 public:
  explicit StopSlider(QWidget* parent = nullptr);

  /// Counted from 0.
  int stop() const { return m_stop; }
  /// Clamped; no signal.
  void setStop(int stop);
  /// How many stops a Page key skips.
  void setCoarse(int stops) { m_coarse = stops; }

  QSize sizeHint() const override { return {480, 240}; }
  QSize minimumSizeHint() const override;

 signals:
  void stopChanged(int stop);
  void dragStarted();
  void dragFinished();

 protected:
  virtual int stopCount() const = 0;
  /// Where the slider's line stands and runs, in widget coordinates.
  virtual QRectF area() const = 0;
  virtual double pixelOf(int stop) const = 0;
  virtual void paintFigure(QPainter& painter) = 0;

  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  int nearest(double x) const;
  void moveTo(int stop);
  void moveByHand(int stop);

  int m_stop = 0;
  int m_coarse = 4;
  bool m_isDragging = false;
};

}  // namespace adv
