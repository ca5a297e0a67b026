// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include "engine/data/draws.hpp"
#include "engine/data/sign_shapes.hpp"
#include "engine/data/signs.hpp"

namespace adv {

/// Drawn this much larger and then averaged.
inline constexpr int kSupersampling = 4;

/// Paints all marks of a sign, each colour changed by `tone`; `pose` goes from sign coordinates to pixels of `canvas`.
template <class Tone>
void paintSign(cv::Mat& canvas, const std::vector<Mark>& marks, const Pose& pose, Tone&& tone) {
  for (const Mark& mark : marks) {
    const Colour colour = tone(mark.colour);
    if (mark.kind != Mark::Kind::Stroke) fillContours(canvas, mark.contours, pose, colour);
    if (mark.kind != Mark::Kind::Fill) strokeContours(canvas, mark.contours, mark.width, pose, colour);
  }
}

/// A plane of radius 100 seen by a camera: turned by `roll` on the picture, by `yaw` and `pitch` out of it (radians),
/// with its middle at `centre` and its radius there in pixels.
Pose lookAt(cv::Point2d centre, double radius, double roll, double yaw, double pitch);

/// A sign in a street scene; RGB, 8 bits, `size` pixels square.
cv::Mat drawScene(const SignShape& sign, SceneStyle style, Draws draws, int size);

}  // namespace adv
