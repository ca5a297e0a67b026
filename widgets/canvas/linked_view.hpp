// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <QSizeF>
#include <QTimer>

#include "widgets/canvas/canvas_scene.hpp"

namespace adv {

/// One canvas as a linked view sees it.
struct Viewport {
  QSizeF picture;                             ///< in pixels of the picture
  QSizeF area;                                ///< of the canvas, in device-independent pixels
  Qt::Alignment alignment = Qt::AlignCenter;  ///< of a picture that does not fill the canvas

  bool isEmpty() const { return picture.isEmpty() || area.isEmpty(); }
};

/// Zoom, place and hovered pixel, shared by the canvases attached to it so that they move as one.
/// Zoom is in device-independent pixels for one pixel of the picture, from "all of it fits" to 64.
class LinkedView : public QObject {
  Q_OBJECT
  Q_PROPERTY(bool blinking READ isBlinking WRITE setBlinking NOTIFY blinkingChanged)
 public:
  explicit LinkedView(QObject* parent = nullptr);

  static constexpr double kMaximumZoom = 64.0;
  static constexpr QPoint kNoPixel{-1, -1};

  /// All of the picture is in view, whatever the size of the canvas.
  bool isFitted() const { return m_zoom <= 0.0; }
  double zoom(const Viewport& viewport) const;
  /// For a canvas whose pixels are `ratio` device pixels wide. The origin lies on whole device pixels, and the picture
  /// never leaves a canvas that it can fill.
  ViewTransform transform(const Viewport& viewport, double ratio) const;

  /// Zooms by `factor` and keeps the place under `point` (of the canvas) where it is.
  void zoomAt(const Viewport& viewport, QPointF point, double factor);
  /// Moves the picture with a drag of `distance`.
  void panBy(const Viewport& viewport, QPointF distance);
  void fit();

  /// The pixel under the pointer in any of the canvases, or kNoPixel.
  QPoint hover() const { return m_hover; }
  void setHover(QPoint pixel);

  /// While blinking, the clean and the adversarial picture change places at a calm 1.6 Hz, at once at the start.
  bool isBlinking() const { return m_blinkTimer.isActive(); }
  void setBlinking(bool blinking);
  bool isSwapped() const { return m_swapped; }

 signals:
  void changed();
  void hoverChanged(QPoint pixel);
  void blinkingChanged(bool blinking);
  /// The pictures have changed places, or are back.
  void swapped(bool away);

 private:
  void setSwapped(bool away);

  double m_zoom = 0.0;  ///< 0: fitted
  QPointF m_centre;     ///< the place of the picture that is wished in the middle of the canvas
  QPoint m_hover = kNoPixel;
  QTimer m_blinkTimer;
  bool m_swapped = false;
};

}  // namespace adv
