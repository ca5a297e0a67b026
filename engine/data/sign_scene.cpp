// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/sign_scene.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "engine/data/sign_background.hpp"

namespace adv {
namespace {

using Point = cv::Point2d;
constexpr double kRadians = std::numbers::pi / 180.0;

std::uint8_t level(double value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0) + 0.5); }

/// Draws are made one to a statement or inside braces, whose order is fixed in every compiler.
class SceneDrawing {
 public:
  SceneDrawing(const SignShape& sign, SceneStyle style, Draws draws, int size)
      : m_sign(sign), m_varied(style == SceneStyle::Varied), m_draws(draws), m_size(size) {}

  cv::Mat draw() {
    cv::Mat background = drawBackground(m_draws, m_size, !m_varied);
    cv::GaussianBlur(background, background, {}, pick(0.4, 0.8, 0.2, 1.2));
    cv::resize(background, m_canvas, {}, kSupersampling, kSupersampling, cv::INTER_LINEAR);
    choosePose();
    paintPole();
    paintPlate();
    if (m_varied && m_draws.chance(0.3)) paintObstacle();
    cv::resize(m_canvas, m_picture, {m_size, m_size}, 0, 0, cv::INTER_AREA);
    cv::resize(m_mask, m_mask, {m_size, m_size}, 0, 0, cv::INTER_AREA);
    applyLight();
    applyLens();
    applyNoise();
    return m_picture;
  }

 private:
  /// A draw from the first range for a tidy scene, from the second for a varied one.
  double pick(double tidyLow, double tidyHigh, double low, double high) {
    return m_varied ? m_draws.between(low, high) : m_draws.between(tidyLow, tidyHigh);
  }
  double around(double tidy, double varied) { return pick(-tidy, tidy, -varied, varied); }

  void choosePose() {
    const double full = double(m_size) * kSupersampling;
    m_radius = full * pick(0.415, 0.45, 0.31, 0.46);
    m_centre = {full * (0.5 + around(0.015, 0.08)), full * (0.5 + around(0.015, 0.08))};
    const double roll = around(3.0, 12.0) * kRadians, yaw = around(16.0, 38.0) * kRadians,
                 pitch = around(7.0, 22.0) * kRadians;
    m_pose = lookAt(m_centre, m_radius, roll, yaw, pitch);
    m_lean = std::tan(roll * 0.5);
  }

  /// A round grey tube, lit from one side.
  void paintPole() {
    if (m_varied && m_draws.chance(0.25)) return;
    const double half = m_radius * m_draws.between(0.055, 0.085), bottom = m_canvas.rows + 8.0;
    const double base = m_draws.between(110, 175), lit = m_draws.between(-0.5, 0.5);
    constexpr int kStrips = 6;
    for (int i = 0; i < kStrips; ++i) {
      const double left = 2.0 * i / kStrips - 1.0, right = 2.0 * (i + 1) / kStrips - 1.0,
                   middle = (left + right) / 2 - lit;
      const int grey = level(base * (1.15 - 0.55 * middle * middle));
      const double shift = m_lean * (bottom - m_centre.y);
      const Contour strip{{{m_centre.x + left * half, m_centre.y},
                           {m_centre.x + right * half, m_centre.y},
                           {m_centre.x + right * half - shift, bottom},
                           {m_centre.x + left * half - shift, bottom}},
                          true};
      fillContours(m_canvas, {strip}, Pose(), {grey, grey, std::min(255, grey + 4)});
    }
  }

  /// Paint bleaches towards a light grey, the more so the older it is.
  void paintPlate() {
    const double age = pick(0.0, 0.08, 0.0, 0.35), brightness = pick(0.97, 1.0, 0.8, 1.02);
    paintSign(m_canvas, m_sign.marks, m_pose, [&](const Colour& colour) {
      Colour aged{};
      for (std::size_t c = 0; c < 3; ++c) aged[c] = level((colour[c] + (188 - colour[c]) * age) * brightness);
      return aged;
    });
    m_mask = cv::Mat::zeros(m_canvas.size(), CV_8UC1);
    paintSign(m_mask, {m_sign.marks.front()}, m_pose, [](const Colour&) { return Colour{255, 255, 255}; });
  }

  void paintObstacle() {
    const double angle = m_draws.between(0.0, 360.0) * kRadians, distance = m_radius * m_draws.between(0.75, 1.05);
    const Point at = m_centre + distance * Point(std::cos(angle), std::sin(angle));
    switch (m_draws.below(3)) {
      case 0: paintLeaves(at); break;
      case 1: paintTwig(at, angle + 90.0 * kRadians + m_draws.between(-0.5, 0.5)); break;
      default: paintSticker(at - 0.35 * (at - m_centre)); break;
    }
  }

  Contour ellipse(Point centre, double along, double across, double angle) const {
    Contour outline{{}, true};
    for (int i = 0; i < 16; ++i) {
      const double t = i * std::numbers::pi / 8.0, x = along * std::cos(t), y = across * std::sin(t);
      outline.points.push_back(
          centre + Point(x * std::cos(angle) - y * std::sin(angle), x * std::sin(angle) + y * std::cos(angle)));
    }
    return outline;
  }

  void paintLeaves(Point at) {
    const int count = 6 + m_draws.below(8);
    for (int i = 0; i < count; ++i) {
      const Point centre = at + m_radius * Point{m_draws.between(-0.3, 0.3), m_draws.between(-0.3, 0.3)};
      const double along = m_radius * m_draws.between(0.08, 0.15), light = m_draws.between(0.6, 1.3);
      const Contour leaf = ellipse(centre, along, along * 0.5, m_draws.between(0.0, std::numbers::pi));
      fillContours(m_canvas, {leaf}, Pose(), {level(70 * light), level(112 * light), level(42 * light)});
    }
  }
  void paintTwig(Point at, double angle) {
    const Point reach = 2.0 * m_radius * Point(std::cos(angle), std::sin(angle));
    const int brown = 50 + m_draws.below(40);
    const Contour twig{
        {at - reach, at + m_radius * Point{m_draws.between(-0.1, 0.1), m_draws.between(-0.1, 0.1)}, at + reach}, false};
    strokeContours(m_canvas, {twig}, m_radius * m_draws.between(0.03, 0.08), Pose(),
                   {brown + 20, brown + 8, brown - 8});
  }
  void paintSticker(Point at) {
    const double half = m_radius * m_draws.between(0.07, 0.13), turn = m_draws.between(0.0, std::numbers::pi);
    Contour square{{}, true};
    for (int i = 0; i < 4; ++i) {
      const double angle = turn + i * std::numbers::pi / 2;
      square.points.push_back(at + half * 1.4 * Point(std::cos(angle), std::sin(angle)));
    }
    fillContours(m_canvas, {square}, Pose(), {m_draws.below(256), m_draws.below(256), m_draws.below(256)});
  }

  /// Dirt and sheen lie on the plate; brightness, contrast, colour of the light, its fall-off and a shadow on
  /// everything.
  void applyLight() {
    const auto dirt = smoothNoise(m_draws, m_size, 5, 3);
    const double soiled = m_varied && m_draws.chance(0.4) ? m_draws.between(0.2, 0.7) : 0.0;
    const double sheen = around(14.0, 26.0), sheenAngle = m_draws.between(0.0, 360.0) * kRadians;
    const double gain = pick(0.96, 1.06, 0.55, 1.25), offset = pick(-2, 4, -10, 24),
                 contrast = pick(0.98, 1.04, 0.65, 1.08);
    const cv::Vec3d cast{1.0 + around(0.02, 0.1), 1.0, 1.0 + around(0.02, 0.1)};
    const double slope = around(0.06, 0.3), slopeAngle = m_draws.between(0.0, 360.0) * kRadians;
    const bool shadowed = m_varied && m_draws.chance(0.25);
    const double shadow = m_draws.between(0.5, 0.8), shadowAngle = m_draws.between(0.0, 360.0) * kRadians,
                 edge = m_draws.between(-0.25, 0.25);
    const cv::Vec3d mud(104, 92, 74);

    const double sheenX = sheen * 2.0 * std::cos(sheenAngle), sheenY = sheen * 2.0 * std::sin(sheenAngle);
    const double slopeX = slope * 2.0 * std::cos(slopeAngle), slopeY = slope * 2.0 * std::sin(slopeAngle);
    const double shadowX = std::cos(shadowAngle), shadowY = std::sin(shadowAngle);
    for (int y = 0; y < m_size; ++y) {
      for (int x = 0; x < m_size; ++x) {
        const double u = (x + 0.5) / m_size - 0.5, v = (y + 0.5) / m_size - 0.5;
        const double onPlate = m_mask.at<std::uint8_t>(y, x) / 255.0;
        const double mudHere =
            soiled * onPlate * std::clamp(dirt[static_cast<std::size_t>(y * m_size + x)] * 3.2 - 1.5, 0.0, 1.0);
        const double lift = onPlate * (u * sheenX + v * sheenY);
        double light = gain * (1.0 + u * slopeX + v * slopeY);
        const double side = u * shadowX + v * shadowY - edge;
        if (shadowed) light *= shadow + (1.0 - shadow) * std::clamp(side * 12.0 + 0.5, 0.0, 1.0);
        auto& pixel = m_picture.at<cv::Vec3b>(y, x);
        for (int c = 0; c < 3; ++c) {
          const double paint = pixel[c] + (mud[c] - pixel[c]) * mudHere + lift;
          pixel[c] = level(((paint - 128.0) * contrast + 128.0) * light * cast[c] + offset);
        }
      }
    }
  }

  /// Out of focus, or moved while the shutter was open.
  void applyLens() {
    const double kind = m_varied ? m_draws.unit() : 1.0;
    if (kind < 0.3) cv::GaussianBlur(m_picture, m_picture, {}, m_draws.between(0.4, 1.15));
    if (kind < 0.3 || kind >= 0.5) return;
    const double length = m_draws.between(1.5, 4.0), angle = m_draws.between(0.0, std::numbers::pi);
    cv::filter2D(m_picture, m_picture, -1, motionKernel(length, angle));
  }
  static cv::Mat motionKernel(double length, double angle) {
    cv::Mat kernel = cv::Mat::zeros(7, 7, CV_32F);
    constexpr int kSamples = 32;
    for (int i = 0; i < kSamples; ++i) {
      const double along = length * ((i + 0.5) / kSamples - 0.5);
      const double x = 3.0 + along * std::cos(angle), y = 3.0 + along * std::sin(angle);
      const int column = static_cast<int>(x), row = static_cast<int>(y);
      const double s = x - column, t = y - row;
      const double weights[2][2] = {{(1 - s) * (1 - t), s * (1 - t)}, {(1 - s) * t, s * t}};
      for (int r = 0; r < 2; ++r) {
        for (int c = 0; c < 2; ++c)
          kernel.at<float>(row + r, column + c) += static_cast<float>(weights[r][c] / kSamples);
      }
    }
    return kernel;
  }

  void applyNoise() {
    const double strength = pick(0.5, 1.5, 0.5, 8.0);
    for (int y = 0; y < m_size; ++y) {
      auto* line = m_picture.ptr<std::uint8_t>(y);
      for (int i = 0; i < 3 * m_size; ++i) line[i] = level(line[i] + strength * m_draws.bell());
    }
  }

  const SignShape& m_sign;
  bool m_varied;
  Draws m_draws;
  int m_size;
  cv::Mat m_canvas;   ///< RGB, supersampled
  cv::Mat m_mask;     ///< where the plate is
  cv::Mat m_picture;  ///< RGB, at its final size
  Pose m_pose;
  Point m_centre;
  double m_radius = 0.0;
  double m_lean = 0.0;
};

}  // namespace

Pose lookAt(Point centre, double radius, double roll, double yaw, double pitch) {
  constexpr double kPerspective = 0.35;
  const auto turn = [](double angle, int a, int b) {
    cv::Matx33d m = cv::Matx33d::eye();
    m(a, a) = m(b, b) = std::cos(angle);
    m(a, b) = -std::sin(angle);
    m(b, a) = std::sin(angle);
    return m;
  };
  const cv::Matx33d turned = turn(roll, 0, 1) * turn(yaw, 0, 2) * turn(pitch, 1, 2);
  Pose pose;
  for (int column = 0; column < 2; ++column) {
    const double depth = kPerspective * turned(2, column) / 100.0;
    pose.homography(0, column) = radius * turned(0, column) / 100.0 + centre.x * depth;
    pose.homography(1, column) = radius * turned(1, column) / 100.0 + centre.y * depth;
    pose.homography(2, column) = depth;
  }
  pose.homography(0, 2) = centre.x;
  pose.homography(1, 2) = centre.y;
  pose.homography(2, 2) = 1.0;
  return pose;
}

cv::Mat drawScene(const SignShape& sign, SceneStyle style, Draws draws, int size) {
  return SceneDrawing(sign, style, draws, size).draw();
}

}  // namespace adv
