// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/linear.hpp"

namespace adv {

/// Trains three logistic regressions side by side, alike but for what they are trained against: nothing, weight decay,
/// and the adversary (Goodfellow, Shlens, Szegedy 2014, section 5). Answers: `DecayReady` about ten times a second as
/// they stand, and at the end. The result depends on nothing but the request.
struct DecayRequest {
  std::string data = "signs-30-80";  ///< data with two classes, as of `linear::Plan`
  double epsilon = 32.0 / 255;       ///< of the adversary in training, ‖η‖∞ in [0, 1]
  double l1 = 0.0025;                ///< λ of the weight decay λ‖w‖₁, in [0, 1]
  double epochs = 20.0;              ///< above 0, up to 1000
  std::uint64_t seed = 1;
  friend bool operator==(const DecayRequest&, const DecayRequest&) = default;
};

inline constexpr std::size_t kDecayModels = 3;
/// In the order of `DecayReady::models`.
enum class DecayKind { Plain, Decay, Adversarial };

/// How far one of them had come; errors are shares of the test pictures.
struct DecayPoint {
  double epochs = 0.0;
  double error = 0.0;       ///< of the pictures as they are
  double worstError = 0.0;  ///< under the request's ε
};

struct DecayModel {
  linear::WeightsPtr weights;
  double normL1 = 0.0;  ///< ‖w‖₁
  double loss = 0.0;    ///< mean softplus(−y s) of the test pictures
  double error = 0.0;   ///< share of the test pictures that are wrong as they are
  /// Share of the test pictures that some ‖η‖∞ ≤ ε makes wrong (pixels not clipped), at each of the answer's ε: exact,
  /// as y s ≤ ε‖w‖₁ says it.
  std::vector<double> worstErrors;
  std::vector<double> marginShares;  ///< of the test pictures, y s in each bin of the answer's margins
  /// What a picture of each of the answer's margins costs in this training: softplus(−m); softplus(−m) + λ‖w‖₁;
  /// softplus(ε‖w‖₁ − m).
  std::vector<double> costs;
  std::vector<DecayPoint> points;
};

struct DecayReady {
  DecayRequest request;
  std::vector<std::string> labels;
  std::int64_t trainCount = 0;
  std::int64_t testCount = 0;
  double epochs = 0.0;
  std::vector<double> epsilons;  ///< from 0 to twice the request's ε, and at least to 16/255
  std::vector<double> margins;   ///< the edges of the bins of y s, evenly spaced; the outer bins hold what lies beyond
  std::array<DecayModel, kDecayModels> models;
  double done = 0.0;  ///< in [0, 1]
};

}  // namespace adv
