// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/subject.hpp"

namespace adv {

/// Second directions of a plane. Each is made orthogonal to the first.
struct RandomDirection {  ///< random signs, drawn with the plane's seed
  friend bool operator==(const RandomDirection&, const RandomDirection&) = default;
};
struct AttackDirection {  ///< of another attack, against the same label
  std::string attack;
  ParamValues params;
  friend bool operator==(const AttackDirection&, const AttackDirection&) = default;
};
struct ImageDirection {  ///< towards another picture
  ImageSource image;
  friend bool operator==(const ImageDirection&, const ImageDirection&) = default;
};
using SecondDirection = std::variant<RandomDirection, AttackDirection, ImageDirection>;

/// The plane x + t d₁ + s d₂ through a picture x. d₁ is adversarial − original of an attack. Both directions have
/// length 1 in the attack's norm (L2, otherwise L∞), so that |t| is the size of the change along d₁ in that norm.
struct SurfacePlane {
  Subject subject;
  std::string attack;
  ParamValues params;
  std::optional<int> target;
  SecondDirection second;
  std::uint64_t seed = 1;
  bool clip = true;  ///< pixels are clipped to [0, 1], as every picture is; without it the network sees more than that
  friend bool operator==(const SurfacePlane&, const SurfacePlane&) = default;
};

/// What a network says on a plane. Answers: `SurfaceReady` as far as it is known, then whole.
struct SurfaceRequest {
  SurfacePlane plane;
  double extent = 0.0;  ///< how far the axes reach to both sides, in [0, 16]; 0: twice as far as the attack went
  int points = 0;       ///< on a side of the grid: odd, 3 to 257; 0: 65, or 33 for large pictures
  friend bool operator==(const SurfaceRequest&, const SurfaceRequest&) = default;
};

/// Predicts the 8-bit picture of one point of a plane. Answer: `Predicted`, whose original is that picture.
struct SurfacePointRequest {
  SurfacePlane plane;
  double along = 0.0;   ///< t
  double across = 0.0;  ///< s
};

/// A place on a plane, in the units of its axes.
struct SurfacePoint {
  double along = 0.0;
  double across = 0.0;
};

/// The least-squares line of a logit against t.
struct LineFit {
  double slope = 0.0;  ///< logit for a change of 1, the whole pixel range
  double intercept = 0.0;
  double r2 = 0.0;  ///< share of the variance that the line explains; 1 where the logit does not vary
  friend bool operator==(const LineFit&, const LineFit&) = default;
};

/// The logit of one class along d₁ (Goodfellow, Shlens, Szegedy 2014, figure 4).
struct LogitLine {
  int classIndex = -1;
  std::vector<double> logits;  ///< at the grid's places of the first axis
  LineFit fit;
  friend bool operator==(const LogitLine&, const LogitLine&) = default;
};

/// The plane as far as it is known. The grid is row by row, from −extent on; rows go along the second axis.
struct SurfaceReady {
  ModelInfo model;
  std::string imageSha256;
  int label = -1;
  std::string norm;           ///< of the axes: "L∞" or "L2"
  ParamValues params;         ///< of the attack, with those that were worked out
  double extent = 0.0;        ///< of the first axis: −extent to extent, in units of the pixel range
  double extentAcross = 0.0;  ///< of the second axis: the same, or as far as the other picture
  int points = 0;
  std::vector<int> classes;           ///< points²: the most likely class; −1 where it is not yet known
  std::vector<float> margins;         ///< points²: its logit minus that of the runner-up
  std::vector<int> classesSeen;       ///< in the order in which the grid met them, coarse to fine
  std::vector<LogitLine> lines;       ///< of the label, of the adversarial class, and of the largest others
  SurfacePoint adversarial;           ///< where the attack went
  int adversarialClass = -1;          ///< what the network says there (of the float picture, clipped)
  std::optional<SurfacePoint> other;  ///< where the other attack or the other picture lies
  bool wrongFromStart = false;
  double done = 0.0;  ///< share of the grid that is known
};

}  // namespace adv
