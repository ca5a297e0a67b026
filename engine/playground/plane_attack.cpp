// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/plane_attack.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace adv {
namespace {

constexpr double kStep = 0.01;  ///< of the walk to the boundary
constexpr int kMostSteps = 600;
constexpr double kFarthest = 2.0;  ///< where the walk gives up
constexpr int kHalvings = 50;
constexpr int kSlides = 60;

double lengthOf(PlanePlace p) { return std::hypot(p.x, p.y); }

PlanePlace scaled(PlanePlace p, PlaneNorm norm) {
  const double size = norm == PlaneNorm::L2 ? lengthOf(p) : std::max(std::abs(p.x), std::abs(p.y));
  return size > 0.0 ? PlanePlace{p.x / size, p.y / size} : PlanePlace{};
}

double signOf(double t) { return t > 0.0 ? 1.0 : t < 0.0 ? -1.0 : 0.0; }

/// Between a place of each class.
PlanePlace crossing(PlaneClassifier& classifier, PlanePlace from, PlanePlace to) {
  const bool isX = classifier.logit(from) > 0.0;
  for (int i = 0; i < kHalvings; ++i) {
    const PlanePlace middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
    ((classifier.logit(middle) > 0.0) == isX ? from : to) = middle;
  }
  return to;
}

std::optional<PlanePlace> walked(PlaneClassifier& classifier, PlanePlace from) {
  const double start = classifier.logit(from);
  PlanePlace at = from;
  for (int i = 0; i < kMostSteps; ++i) {
    const PlanePlace direction = scaled(classifier.slope(at), PlaneNorm::L2);
    if (direction == PlanePlace{}) return {};
    const PlanePlace next = moved(at, direction, start > 0.0 ? -kStep : kStep);
    if (std::max(std::abs(next.x), std::abs(next.y)) > kFarthest) return {};
    if ((classifier.logit(next) > 0.0) != (start > 0.0)) return crossing(classifier, at, next);
    at = next;
  }
  return {};
}

}  // namespace

PlanePlace attackDirection(PlaneClassifier& classifier, PlanePlace at, PlaneClass label, PlaneNorm norm) {
  PlanePlace slope = classifier.slope(at);
  const double away = -signOf(label);
  slope = {away * slope.x, away * slope.y};
  return norm == PlaneNorm::L2 ? scaled(slope, norm) : PlanePlace{signOf(slope.x), signOf(slope.y)};
}

PlanePlace randomDirection(PlaneNorm norm, Draws& draws) {
  const double angle = draws.between(0.0, 2 * std::numbers::pi);
  return scaled({std::cos(angle), std::sin(angle)}, norm);
}

PlanePlace moved(PlanePlace from, PlanePlace direction, double length) {
  return {from.x + length * direction.x, from.y + length * direction.y};
}

double distanceBetween(PlanePlace a, PlanePlace b) { return std::hypot(a.x - b.x, a.y - b.y); }

std::optional<PlanePlace> nearestBoundary(PlaneClassifier& classifier, PlanePlace from) {
  std::optional<PlanePlace> best = walked(classifier, from);
  if (!best) return best;
  double share = 0.5;
  for (int i = 0; i < kSlides; ++i) {
    const PlanePlace normal = scaled(classifier.slope(*best), PlaneNorm::L2);
    const PlanePlace back{from.x - best->x, from.y - best->y};
    const double along = back.x * normal.x + back.y * normal.y;
    const PlanePlace slide{back.x - along * normal.x, back.y - along * normal.y};
    const PlanePlace beside = moved(*best, slide, share);
    const PlanePlace outwards{beside.x - from.x, beside.y - from.y};
    const bool isX = classifier.logit(from) > 0.0;
    PlanePlace beyond = beside;
    for (int j = 0; j < kSlides && (classifier.logit(beyond) > 0.0) == isX; ++j)
      beyond = moved(beyond, scaled(outwards, PlaneNorm::L2), kStep / 4);
    const bool crosses = (classifier.logit(beyond) > 0.0) != isX;
    const PlanePlace candidate = crosses ? crossing(classifier, from, beyond) : *best;
    if (crosses && distanceBetween(candidate, from) < distanceBetween(*best, from)) {
      best = candidate;
    } else {
      share /= 2;
    }
  }
  return best;
}

}  // namespace adv
