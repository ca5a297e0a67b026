// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPointF>
#include <QSize>
#include <vector>

#include "widgets/canvas/display_mode.hpp"

namespace adv {

/// Where a picture lies on a view. Everything is in device pixels; the view's top left corner is (0, 0).
struct ViewTransform {
  double scale = 1.0;  ///< device pixels for one pixel of the picture
  QPointF origin;      ///< of the picture's top left corner

  QPointF toPicture(QPointF device) const { return (device - origin) / scale; }
  QPointF toDevice(QPointF picture) const { return picture * scale + origin; }
  friend bool operator==(const ViewTransform&, const ViewTransform&) = default;
};

/// Everything that a renderer needs to know; both renderers draw the same from it.
struct CanvasScene {
  CanvasContent content;
  DisplayMode mode;
  Side side = Side::Adversarial;  ///< which picture, where the mode is Picture
  ViewTransform view;
  int wipeColumn = 0;  ///< device columns left of it show the clean picture; only where the mode is Picture
  int gridWidth = 0;   ///< device pixels of a line of the pixel grid; 0 for none
  QRgb gridColour = qRgba(112, 112, 112, 104);
  QRgb background = qRgb(128, 128, 128);

  /// The size of the picture that is shown; empty where there is nothing to show.
  QSize pictureSize() const;
};

/// The texels of one axis under one device pixel: `first` and `count` with their weights, which sum to 1; the taps
/// between the first and the last share the rest evenly. A count of 0 is background. Four floats in the order in which
/// the shader reads them, so that both renderers look at the very same texels.
struct AxisSpan {
  float first = 0.0F;
  float count = 0.0F;
  float firstWeight = 0.0F;
  float lastWeight = 0.0F;

  bool isInside() const { return count > 0.0F; }
  float weight(int tap) const {
    if (tap == 0) return firstWeight;
    return tap + 1.0F == count ? lastWeight : (1.0F - firstWeight - lastWeight) / (count - 2.0F);
  }
};

/// One span for each of `devicePixels`. The nearest texel from `scale` 1 on; below it the mean over the covered part of
/// the axis, with exact fractions at both ends. All background where `scale` is not positive.
std::vector<AxisSpan> axisSpans(double scale, double origin, int texels, int devicePixels);

/// Whether a line of the pixel grid lies on device pixel `index`: the first `gridWidth` ones of a texel.
bool isOnGrid(const std::vector<AxisSpan>& spans, int index, int gridWidth);

}  // namespace adv
