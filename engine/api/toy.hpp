// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace adv {

/// How far each number moves for δ: by δ whatever its weight, or by δ times its weight.
enum class ToyStep { Signs, Proportional };

/// The classifier of ten numbers (Karpathy 2015, "Breaking linear classifiers on ImageNet"): score s = w·x + b,
/// P(class 1) = 1 / (1 + exp(-s)). Answer: `ToyReady`. The defaults are the lecture's numbers.
struct ToyRequest {
  std::vector<double> x = {2, -1, 3, -2, 2, 2, 1, -4, 5, 1};
  std::vector<double> w = {-1, -1, 1, -1, 1, -1, 1, 1, -1, 1};
  double b = 0.0;
  ToyStep step = ToyStep::Signs;
  int towards = 1;  ///< the class that the step is meant to reach: 1 or 0
  double delta = 0.5;
  double reach = 0.0;  ///< the curves go from δ = 0 to here; 0: to where the class has flipped for long
  int draws = 10'000;  ///< of random signs
  std::uint64_t seed = 1;
  friend bool operator==(const ToyRequest&, const ToyRequest&) = default;
};

/// One of the numbers, before and after its nudge. The scores and probabilities so far are those after the first nudges
/// up to and with this one.
struct ToyTerm {
  double nudge = 0.0;
  double adversarial = 0.0;  ///< x + nudge
  double product = 0.0;      ///< w x
  double adversarialProduct = 0.0;
  double scoreSoFar = 0.0;
  double probabilitySoFar = 0.0;
  double randomNudge = 0.0;  ///< the same size with a random sign
  double randomScoreSoFar = 0.0;
};

struct ToyScore {
  double score = 0.0;
  double probability = 0.5;  ///< of class 1
  /// 1 or 0; a score of exactly 0 is on the boundary, and still class 0.
  int winner() const { return score > 0.0 ? 1 : 0; }
};

/// The scores that random signs end at. `exact` is their probability, negative where there are too many to list.
struct ToyOutcome {
  double score = 0.0;
  double exact = -1.0;
  double drawn = 0.0;  ///< share of the draws
};

/// P(class 1) against δ; all vectors are as long as `delta`.
struct ToyCurve {
  std::vector<double> delta;
  std::vector<double> adversarial;
  std::vector<double> randomLow;     ///< 5 % of random signs end below
  std::vector<double> randomMiddle;  ///< the median
  std::vector<double> randomHigh;    ///< 5 % end above
};

struct ToyReady {
  ToyRequest request;  ///< with the reach that was chosen
  std::vector<ToyTerm> terms;
  ToyScore clean;
  ToyScore adversarial;
  double push = 0.0;  ///< how far the step at δ moves the score: δ‖w‖₁, or δ‖w‖₂² for proportional steps
  double randomPush = 0.0;  ///< the standard deviation of what random signs of the same size do
  double normL1 = 0.0;
  double normL2 = 0.0;
  /// From which δ on the class is another one; empty where the step leads away from the boundary, or w is 0.
  std::optional<double> flip;
  std::optional<double> smallestLinf;  ///< |s| / ‖w‖₁, of any perturbation
  std::optional<double> smallestL2;    ///< |s| / ‖w‖₂
  ToyCurve curve;
  std::vector<ToyOutcome> random;  ///< at δ, rising in score
  double randomFlips = 0.0;        ///< share of random signs that change the class at δ: exact where `random` is
};

}  // namespace adv
