// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/vector_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <sstream>
#include <stdexcept>
#include <string>

namespace adv {
namespace {

using Point = cv::Point2d;
constexpr int kCurvePieces = 10;
constexpr int kFixedPointBits = 4;
constexpr double kRadians = std::numbers::pi / 180.0;

class PathParser {
 public:
  explicit PathParser(std::string_view path) : m_words{std::string(path)} {}

  std::vector<Contour> parse() {
    for (char command = 0; m_words >> command;) step(command);
    return std::move(m_contours);
  }

 private:
  void step(char command) {
    switch (command) {
      case 'M': m_contours.push_back({{point()}, false}); break;
      case 'L': add(point()); break;
      case 'Q': quadratic(); break;
      case 'C': cubic(); break;
      case 'Z': m_contours.back().closed = true; break;
      case 'O': circle(); break;
      case 'A': arc(); break;
      case 'T': m_origin = {number(), number()}, m_scale = number(); break;
      case 'R': m_turn = number() * kRadians; break;
      default: throw std::logic_error(std::string("unknown path command ") + command);
    }
  }

  double number() {
    double value = 0.0;
    if (!(m_words >> value)) throw std::logic_error("a path lacks a number");
    return value;
  }
  /// Braces evaluate from left to right.
  Point rawPoint() { return Point{number(), number()}; }
  Point placed(Point p) const {
    const double c = std::cos(m_turn), s = std::sin(m_turn);
    return m_origin + m_scale * Point(c * p.x - s * p.y, s * p.x + c * p.y);
  }
  Point point() { return placed(rawPoint()); }
  void add(Point p) { m_contours.back().points.push_back(p); }

  void quadratic() {
    const Point a = m_contours.back().points.back(), b = point(), c = point();
    for (int i = 1; i <= kCurvePieces; ++i) {
      const double t = double(i) / kCurvePieces, u = 1.0 - t;
      add(u * u * a + 2.0 * u * t * b + t * t * c);
    }
  }
  void cubic() {
    const Point a = m_contours.back().points.back(), b = point(), c = point(), d = point();
    for (int i = 1; i <= kCurvePieces; ++i) {
      const double t = double(i) / kCurvePieces, u = 1.0 - t;
      add(u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d);
    }
  }
  void turn(Point centre, double radius, double from, double to, int pieces) {
    m_contours.push_back({});
    for (int i = 0; i <= pieces; ++i) {
      const double angle = (from + (to - from) * i / pieces) * kRadians;
      add(placed(centre + radius * Point(std::cos(angle), std::sin(angle))));
    }
  }
  void circle() {
    const Point centre = rawPoint();
    turn(centre, number(), 0.0, 360.0, 64);
    m_contours.back().closed = true;
  }
  void arc() {
    const Point centre = rawPoint();
    const double radius = number(), from = number(), to = number();
    turn(centre, radius, from, to, 16);
  }

  std::istringstream m_words;
  std::vector<Contour> m_contours;
  Point m_origin{0.0, 0.0};
  double m_scale = 1.0;
  double m_turn = 0.0;
};

/// Pixel centres lie at whole numbers for OpenCV.
std::vector<cv::Point> fixedPoints(const Contour& contour, const Pose& pose) {
  std::vector<cv::Point> points;
  points.reserve(contour.points.size());
  for (const Point& p : contour.points) {
    const Point q = pose(p);
    points.emplace_back(static_cast<int>(std::lround((q.x - 0.5) * (1 << kFixedPointBits))),
                        static_cast<int>(std::lround((q.y - 0.5) * (1 << kFixedPointBits))));
  }
  return points;
}

cv::Scalar scalar(const Colour& colour) { return {double(colour[0]), double(colour[1]), double(colour[2])}; }

}  // namespace

std::vector<Contour> parsePath(std::string_view path) { return PathParser(path).parse(); }

Point Pose::operator()(Point p) const {
  const cv::Vec3d q = homography * cv::Vec3d(p.x, p.y, 1.0);
  return {q[0] / q[2], q[1] / q[2]};
}

double Pose::scale() const {
  const Point o = (*this)({0, 0}), x = (*this)({1, 0}) - o, y = (*this)({0, 1}) - o;
  return std::sqrt(std::abs(x.cross(y)));
}

void fillContours(cv::Mat& canvas, const std::vector<Contour>& contours, const Pose& pose, const Colour& colour) {
  for (const Contour& contour : contours) {
    cv::fillPoly(canvas, std::vector{fixedPoints(contour, pose)}, scalar(colour), cv::LINE_8, kFixedPointBits);
  }
}

void strokeContours(cv::Mat& canvas, const std::vector<Contour>& contours, double width, const Pose& pose,
                    const Colour& colour) {
  const int thickness = std::max(1, static_cast<int>(std::lround(width * pose.scale())));
  for (const Contour& contour : contours) {
    cv::polylines(canvas, std::vector{fixedPoints(contour, pose)}, contour.closed, scalar(colour), thickness,
                  cv::LINE_8, kFixedPointBits);
  }
}

}  // namespace adv
