// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/presets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/playground/plane_attack.hpp"

namespace adv {
namespace {

constexpr int kLearned = 80;
constexpr int kHeldOut = 400;

PlanePlace inside(double x, double y) { return {std::clamp(x, -0.98, 0.98), std::clamp(y, -0.98, 0.98)}; }

PlanePoint blob(int index, Draws& draws) {
  const double side = index % 2 == 0 ? -1.0 : 1.0;
  const double x = side * 0.36 + 0.19 * draws.bell(), y = side * 0.32 + 0.19 * draws.bell();
  return {inside(x, y), index % 2 == 0 ? PlaneClass::O : PlaneClass::X};
}

PlanePoint exclusiveOr(int index, Draws& draws) {
  const bool right = index % 2 == 1, up = index / 2 % 2 == 1;
  const double x = draws.between(0.1, 0.85), y = draws.between(0.1, 0.85);
  return {{right ? x : -x, up ? y : -y}, right == up ? PlaneClass::O : PlaneClass::X};
}

PlanePoint circle(int index, Draws& draws) {
  const bool inner = index % 2 == 0;
  const double radius = inner ? 0.36 * std::sqrt(draws.unit()) : draws.between(0.58, 0.88);
  const double angle = draws.between(0.0, 2 * std::numbers::pi);
  return {{radius * std::cos(angle), radius * std::sin(angle)}, inner ? PlaneClass::O : PlaneClass::X};
}

PlanePoint spiral(int index, Draws& draws) {
  const bool first = index % 2 == 0;
  const double along = draws.between(0.08, 1.0);
  const double angle = 1.6 * 2 * std::numbers::pi * along + (first ? 0.0 : std::numbers::pi);
  const double x = 0.9 * along * std::cos(angle) + 0.02 * draws.bell();
  const double y = 0.9 * along * std::sin(angle) + 0.02 * draws.bell();
  return {inside(x, y), first ? PlaneClass::O : PlaneClass::X};
}

using DrawPoint = PlanePoint (*)(int index, Draws& draws);

std::vector<PlanePoint> drawn(DrawPoint draw, int count, Draws draws) {
  std::vector<PlanePoint> points;
  for (int i = 0; i < count; ++i) points.push_back(draw(i, draws));
  return points;
}

int startOf(const std::vector<PlanePoint>& points) {
  int best = 0;
  double nearest = 4.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const PlanePoint& other : points) {
      const double distance = distanceBetween(points[i].at, other.at);
      if (points[i].of != PlaneClass::O || other.of != PlaneClass::X || distance >= nearest) continue;
      nearest = distance;
      best = static_cast<int>(i);
    }
  }
  return best;
}

PlanePoints sampled(DrawPoint draw, std::uint64_t seed) {
  PlanePoints all{{}, drawn(draw, kLearned, Draws(seed, 0)), drawn(draw, kHeldOut, Draws(seed, 1))};
  all.start = startOf(all.points);
  return all;
}

/// One X among the Os: what bends the boundary of a classifier that has the capacity.
PlanePoints withOutlier(std::uint64_t seed) {
  PlanePoints all = sampled(blob, seed);
  all.points.resize(kLearned / 2);
  all.start = startOf(all.points);
  all.points.push_back({{-0.42, -0.42}, PlaneClass::X});
  return all;
}

/// A handful on both sides of a gap, placed by hand, as on the slides of Goodfellow's lecture.
PlanePoints ofTheLecture(std::uint64_t) {
  constexpr PlanePlace kOs[] = {{-0.55, 0.34},  {-0.28, 0.06},  {-0.66, -0.14},
                                {-0.14, -0.24}, {-0.52, -0.56}, {0.04, -0.60}};
  constexpr PlanePlace kXs[] = {{-0.18, 0.60}, {0.06, 0.26}, {0.42, 0.62}, {0.28, -0.02}, {0.66, 0.20}, {0.46, -0.36}};
  PlanePoints all;
  for (const PlanePlace& at : kOs) all.points.push_back({at, PlaneClass::O});
  for (const PlanePlace& at : kXs) all.points.push_back({at, PlaneClass::X});
  all.start = startOf(all.points);
  return all;
}

using Preset = PlanePoints (*)(std::uint64_t seed);

const std::map<std::string, Preset>& presets() {
  static const std::map<std::string, Preset> all{
      {"blobs", [](std::uint64_t seed) { return sampled(blob, seed); }},
      {"xor", [](std::uint64_t seed) { return sampled(exclusiveOr, seed); }},
      {"circles", [](std::uint64_t seed) { return sampled(circle, seed); }},
      {"spirals", [](std::uint64_t seed) { return sampled(spiral, seed); }},
      {"lecture", ofTheLecture},
      {"outlier", withOutlier},
  };
  return all;
}

}  // namespace

PlanePoints presetPoints(const PlanePointsRequest& request) {
  const auto found = presets().find(request.preset);
  if (found == presets().end()) {
    std::string known;
    for (const auto& [name, make] : presets()) known += (known.empty() ? "" : ", ") + name;
    throw userFailure("There is no preset \"" + request.preset + "\".", "Choose one of: " + known + ".");
  }
  PlanePoints points = found->second(request.seed);
  points.preset = request.preset;
  return points;
}

}  // namespace adv
