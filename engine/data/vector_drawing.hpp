// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string_view>
#include <vector>

namespace adv {

/// Straight pieces of an outline; curves are already divided.
struct Contour {
  std::vector<cv::Point2d> points;
  bool closed = false;
};

/// Reads a path in the manner of SVG, with absolute coordinates (y down) and blanks between all words:
/// M x y, L x y, Q x1 y1 x y, C x1 y1 x2 y2 x y, Z; and O cx cy r (circle), A cx cy r a0 a1 (arc from angle a0 to a1 in
/// degrees, clockwise on screen), T x y s (what follows is scaled by s and moved), R a (what follows is turned by a
/// degrees).
std::vector<Contour> parsePath(std::string_view path);

using Colour = std::array<int, 3>;  ///< RGB, 0 to 255

/// From drawing coordinates to pixels: a plane seen in perspective.
struct Pose {
  cv::Matx33d homography = cv::Matx33d::eye();

  cv::Point2d operator()(cv::Point2d p) const;
  /// Pixels for a unit of length near the origin.
  double scale() const;
};

/// Draw on an 8-bit canvas without smoothing, in fixed point: draw large and shrink.
void fillContours(cv::Mat& canvas, const std::vector<Contour>& contours, const Pose& pose, const Colour& colour);
void strokeContours(cv::Mat& canvas, const std::vector<Contour>& contours, double width, const Pose& pose,
                    const Colour& colour);

}  // namespace adv
