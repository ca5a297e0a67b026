// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include "engine/api/image.hpp"

namespace adv {

/// How a canvas shows the difference d = adversarial − clean of the two 8-bit pictures (d in −255 … 255 a channel).
///
/// The rule is exact and the same on the CPU and in the shader, since it is made of integers: the gain is held in
/// 64ths, and round() takes halves away from zero, so that +d and −d lie equally far from the middle.
///   SignedGrey  byte  = clamp(128 + round(gain · d)) for each channel; no difference is 128 everywhere
///   Diverging   index = clamp(128 + round(gain · mean of d over the channels)) into the diverging map, 128 is grey
///   Absolute    index = min(255, round(gain · max |d| over the channels)) into viridis
struct DisplayMode {
  enum class Kind { Picture, SignedGrey, Diverging, Absolute };
  Kind kind = Kind::Picture;
  double gain = 1.0;  ///< 1 to 100; of no meaning for a picture

  bool isPerturbation() const { return kind != Kind::Picture; }
  /// The gain as it is used: in 64ths, brought into its range.
  int gain64() const;
  friend bool operator==(const DisplayMode&, const DisplayMode&) = default;
};

inline constexpr double kMinimumGain = 1.0;
inline constexpr double kMaximumGain = 100.0;
inline constexpr int kGainUnit = 64;
inline constexpr int kMiddle = 128;

/// "signed, × 20", "diverging, × 7.5", "absolute, × 1"; empty for a picture. For titles and exports.
QString describeMode(const DisplayMode& mode);

enum class Side { Clean, Adversarial };

/// The two pictures that everything on a canvas is made of; the perturbation is their difference.
struct CanvasContent {
  ImagePtr clean;
  ImagePtr adversarial;

  const ImagePtr& picture(Side side) const { return side == Side::Clean ? clean : adversarial; }
  /// Both are there and fit each other, so that they have a difference.
  bool comparable() const;
  friend bool operator==(const CanvasContent&, const CanvasContent&) = default;
};

/// numerator / denominator, rounded to the nearest whole number with halves away from zero.
constexpr int roundedQuotient(int numerator, int denominator) {
  const int magnitude = (2 * (numerator < 0 ? -numerator : numerator) + denominator) / (2 * denominator);
  return numerator < 0 ? -magnitude : magnitude;
}

/// What is shown, one pixel for one pixel of the picture (RGB32). `side` chooses the picture and is of no meaning for a
/// perturbation. Null where there is nothing to show.
QImage displayPicture(const CanvasContent& content, const DisplayMode& mode, Side side = Side::Adversarial);

}  // namespace adv
