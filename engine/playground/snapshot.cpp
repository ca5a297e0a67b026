// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/snapshot.hpp"

#include <cmath>

#include "engine/linear/closed_forms.hpp"
#include "engine/playground/plane_attack.hpp"

namespace adv {
namespace {

constexpr int kSide = 97;

double shareRight(PlaneClassifier& classifier, const std::vector<PlanePoint>& points) {
  int right = 0;
  for (const PlanePoint& point : points)
    right += verdictOf(point.at, classifier.logit(point.at)).says == point.of ? 1 : 0;
  return points.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(points.size());
}

std::vector<PlanePoint> attacked(PlaneClassifier& classifier, const PlaygroundRequest& request) {
  std::vector<PlanePoint> points = request.points;
  for (PlanePoint& point : points) {
    const PlanePlace direction = attackDirection(classifier, point.at, point.of, request.training.norm);
    point.at = moved(point.at, direction, request.epsilon);
  }
  return points;
}

double alignmentOf(PlaneClassifier& classifier, const std::vector<PlanePoint>& points) {
  PlanePlace sum;
  for (const PlanePoint& point : points)
    sum = moved(sum, attackDirection(classifier, point.at, PlaneClass::O, PlaneNorm::L2), 1.0);
  return points.empty() ? 0.0 : std::hypot(sum.x, sum.y) / static_cast<double>(points.size());
}

}  // namespace

PlaygroundReady snapshotOf(PlaneClassifier& classifier, const PlaygroundRequest& request) {
  PlaygroundReady ready;
  for (const PlanePoint& point : request.points)
    ready.loss +=
        linear::softplus(-signOf(point.of) * classifier.logit(point.at)) / static_cast<double>(request.points.size());
  ready.accuracy = shareRight(classifier, request.points);
  ready.attackedAccuracy = shareRight(classifier, attacked(classifier, request));
  if (!request.heldOut.empty()) ready.heldOutAccuracy = shareRight(classifier, request.heldOut);
  ready.alignment = alignmentOf(classifier, request.points);
  ready.side = kSide;
  ready.logits.reserve(kSide * kSide);
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      const PlanePlace at{2.0 * column / (kSide - 1) - 1.0, 2.0 * row / (kSide - 1) - 1.0};
      ready.logits.push_back(static_cast<float>(classifier.logit(at)));
    }
  }
  return ready;
}

}  // namespace adv
