// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_marks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace adv {
namespace {

constexpr int kScalarSteps = 64;
constexpr std::uint8_t kOpacity = 235;
constexpr std::uint8_t kBackdropOpacity = 110;
constexpr std::uint8_t kFaintOpacity = 34;
constexpr float kRimShade = 0.68F;  ///< the rim's brightness, of the fill's

MapMark markOf(const QColor& colour, MapShape shape) { return {colour.rgb(), rimOf(colour).rgb(), shape, kOpacity}; }

/// One for each group or step of the scale, then one for unknown points.
std::vector<MapMark> ordinaryMarks(const MapColouring& colouring, const Theme& look) {
  std::vector<MapMark> marks;
  for (const MapGroup& group : colouring.groups) marks.push_back(markOf(colourOf(group, look), group.shape));
  for (int step = 0; colouring.isScalar() && step < kScalarSteps; ++step)
    marks.push_back(markOf(scalarColour(static_cast<float>(step) / (kScalarSteps - 1)), MapShape::Disc));
  marks.push_back(markOf(unknownColour(look), MapShape::Disc));
  return marks;
}

std::uint16_t markIndex(const MapColouring& colouring, std::size_t point, std::size_t unknown) {
  if (!colouring.isScalar()) {
    const int group = point < colouring.groupOf.size() ? colouring.groupOf[point] : -1;
    return static_cast<std::uint16_t>(group < 0 ? unknown : static_cast<std::size_t>(group));
  }
  const float value = point < colouring.values.size() ? colouring.values[point] : NAN;
  if (std::isnan(value)) return static_cast<std::uint16_t>(unknown);
  return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * (kScalarSteps - 1)));
}

/// All numbers below `count`, neighbours far apart: multiples of a step without a common divisor.
std::vector<std::uint32_t> mixedOrder(int count) {
  constexpr double kGoldenShare = 0.6180339887498949;
  const auto all = static_cast<std::uint64_t>(count);
  std::uint64_t step = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(kGoldenShare * count));
  while (std::gcd(step, all) > 1) ++step;
  std::vector<std::uint32_t> order;
  for (std::uint64_t i = 0; i < all; ++i) order.push_back(static_cast<std::uint32_t>(i * step % all));
  return order;
}

float diagonal(float x, float y, float radius) { return (std::abs(x) + std::abs(y) - 1.25F * radius) * 0.70710678F; }

float triangle(float x, float y, float radius) {
  return std::max(y, 0.8660254F * std::abs(x) - 0.5F * y) - 0.72F * radius;
}

float plus(float x, float y, float radius) {
  const float length = 1.15F * radius, half = 0.4F * radius;
  return std::min(std::max(std::abs(x) - length, std::abs(y) - half),
                  std::max(std::abs(y) - length, std::abs(x) - half));
}

}  // namespace

MapMarks makeMarks(const MapColouring& colouring, int count, const std::vector<bool>& hidden,
                   const std::vector<int>& selection, bool isBackdrop, const Theme& look) {
  MapMarks result;
  result.marks = ordinaryMarks(colouring, look);
  const std::size_t ordinary = result.marks.size();
  for (MapMark& mark : result.marks) mark.opacity = isBackdrop ? kBackdropOpacity : kOpacity;
  for (std::size_t i = 0; i < ordinary; ++i) {
    MapMark faint = result.marks[i];
    faint.opacity = kFaintOpacity;
    result.marks.push_back(faint);
  }
  std::vector<bool> isFaint(static_cast<std::size_t>(count), !selection.empty());
  for (const int point : selection) isFaint[static_cast<std::size_t>(point)] = false;
  for (std::size_t i = 0; i < isFaint.size(); ++i)
    result.markOf.push_back(
        static_cast<std::uint16_t>(markIndex(colouring, i, ordinary - 1) + (isFaint[i] ? ordinary : 0)));
  const auto isHidden = [&](std::uint32_t point) {
    const std::size_t group = result.markOf[point] % ordinary;
    return group < hidden.size() && hidden[group];
  };
  result.order = mixedOrder(count);
  std::erase_if(result.order, isHidden);
  std::stable_partition(result.order.begin(), result.order.end(), [&](std::uint32_t i) { return isFaint[i]; });
  return result;
}

QColor rimOf(const QColor& fill) {
  return QColor::fromRgbF(fill.redF() * kRimShade, fill.greenF() * kRimShade, fill.blueF() * kRimShade);
}

double pointRadius(int count, double side, double zoom) {
  constexpr double kOfSide = 0.043, kFewer = -0.3, kZoomPower = 0.45, kMost = 0.007;
  const double fitted = side * std::min(kMost, kOfSide * std::pow(std::max(count, 1), kFewer));
  return std::clamp(fitted * std::pow(zoom, kZoomPower), 0.9, 9.0);
}

float shapeDistance(MapShape shape, float x, float y, float radius) {
  switch (shape) {
    case MapShape::Disc: return std::hypot(x, y) - radius;
    case MapShape::Square: return std::max(std::abs(x), std::abs(y)) - 0.88F * radius;
    case MapShape::Triangle: return triangle(x, y, radius);
    case MapShape::Diamond: return diagonal(x, y, radius);
    case MapShape::Cross: return plus((x + y) * 0.70710678F, (x - y) * 0.70710678F, radius);
    case MapShape::Plus: return plus(x, y, radius);
    case MapShape::TriangleDown: return triangle(x, -y, radius);
    case MapShape::Ring: return std::abs(std::hypot(x, y) - 0.8F * radius) - 0.3F * radius;
  }
  return radius;
}

}  // namespace adv
