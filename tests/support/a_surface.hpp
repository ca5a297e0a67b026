// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "engine/api/requests.hpp"
#include "engine/api/surface.hpp"

namespace adv::test {

/// A surface whose left half is class 0 and whose right half is class 1, with a straight border at `borderShare` of the
/// first axis; the margin grows by 10 over the whole axis. The attack went to half of the reach of ±16 levels.
inline SurfaceReady aSurface(int points = 17, double borderShare = 0.6) {
  SurfaceReady surface;
  surface.model.id = "signs";
  surface.model.title = "Signs";
  surface.model.labels = {"stop", "a \"quoted\" class", "other"};
  surface.label = 0;
  surface.norm = "L∞";
  surface.params = {{"epsilon", 8.0 / 255}};
  surface.extent = surface.extentAcross = 16.0 / 255;
  surface.points = points;
  surface.adversarial = {8.0 / 255, 0};
  surface.adversarialClass = 1;
  surface.classesSeen = {0, 1};
  surface.done = 1.0;
  for (int row = 0; row < points; ++row) {
    for (int column = 0; column < points; ++column) {
      const double lead = 10 * (static_cast<double>(column) / (points - 1) - borderShare);
      surface.classes.push_back(lead > 0 ? 1 : 0);
      surface.margins.push_back(static_cast<float>(std::abs(lead)));
    }
  }
  LogitLine falling{0, {}, {-10.0, 1.0, 1.0}};
  LogitLine rising{1, {}, {20.0, 0.0, 0.9}};
  for (int i = 0; i < points; ++i) {
    falling.logits.push_back(1.0 - i);
    rising.logits.push_back(i);
  }
  surface.lines = {falling, rising};
  return surface;
}

inline SurfaceRequest aSurfaceRequest() {
  SurfaceRequest request;
  request.plane.subject = {"signs", SampleImage{"signs-test", 3}, {}};
  request.plane.attack = "bim";
  request.plane.seed = 9;
  return request;
}

}  // namespace adv::test
