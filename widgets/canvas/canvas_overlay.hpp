// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

namespace adv {

/// Everything on a canvas that is not the picture, in device-independent pixels.
struct OverlayState {
  QRectF picture;              ///< the visible part of the picture; empty where there is none
  QRectF hovered;              ///< the pixel under the pointer of any linked canvas; empty for none
  std::optional<double> wipe;  ///< x of the wipe line
  QString leftTag;             ///< what is left of the wipe line
  QString rightTag;            ///< what is right of it, or what is shown at all
  bool focused = false;
  bool dropping = false;  ///< a picture is being dragged over the canvas
};

/// Lies over the surface that draws the picture: rounded corners, hairline, hovered pixel, wipe line, tags, focus.
/// A widget of its own, so that it looks the same above both renderers.
class CanvasOverlay : public QWidget {
  Q_OBJECT
 public:
  explicit CanvasOverlay(QWidget* parent);
  void show(const OverlayState& state);
  void setCoverColour(const QColor& colour);

  static constexpr double kRadius = 6.0;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintFrame(QPainter& painter) const;
  void paintHovered(QPainter& painter) const;
  void paintWipe(QPainter& painter) const;
  void paintTag(QPainter& painter, const QString& text, bool left) const;

  OverlayState m_state;
  QColor m_cover;
};

}  // namespace adv
