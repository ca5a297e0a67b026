// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/trust.hpp"

namespace adv {

/// What the network says after one run, for each picture that is right without attack: 1 still right, 0 fooled.
struct TrustOutcome {
  TrustCount count;
  std::vector<std::uint8_t> right;
};

/// Everything that was measured so far. Holds no tensor, so that the judgement can be tested by itself.
struct TrustEvidence {
  int count = 0;       ///< pictures in all
  int cleanRight = 0;  ///< of these, right without attack
  int classes = 0;
  std::string attack;  ///< its title
  bool isOneStep = false;
  double epsilon = 0.0;
  double half = 0.5;         ///< the radius at which every picture can be made plain grey
  std::vector<double> grid;  ///< every ε at which the attack is run, rising
  double scale = 0.01;       ///< what the logits are multiplied by
  std::string norm;          ///< "L∞"
  std::string other;         ///< title of the network that examples are carried over from; empty where there is none
  bool hasBlackBox = false;  ///< whether an attack without gradients is run
  bool gradientsKnown = false;
  int withoutGradient = 0;        ///< pictures (right without attack) whose gradient is exactly zero in every component
  double zeroShare = 0.0;         ///< of the components of all these gradients
  bool looksLikeSoftmax = false;  ///< each output lies in [0, 1] and they sum to 1
  std::vector<TrustOutcome> outcomes;

  /// Null where it is not known yet. A radius that is 0 stands for `epsilon`.
  const TrustOutcome* find(TrustTest test, double radius = 0.0) const;
};

/// The eight lamps, in order; those whose evidence is not complete are pending.
///
/// 1 Athalye, Carlini, Wagner 2018, section 3.1: one-step attacks do not beat iterative ones; 2, 3 more ε never helps
/// the defender, and ε = 0.5 reaches chance (Carlini et al. 2019, section 5.2); 4 white box beats black box and
/// transfer; 5 twice the steps change nothing; 6 there is a gradient; 7 random noise does nothing; 8 the scale of the
/// logits does not matter (Carlini and Wagner 2017, section VIII).
std::vector<Lamp> judgeLamps(const TrustEvidence& evidence);

struct TrustJudgement {
  TrustVerdict verdict = TrustVerdict::Pending;
  std::string sentence;
  std::string detail;
};

/// One sentence over all lamps. Pending while a lamp is.
TrustJudgement judge(const TrustEvidence& evidence, const std::vector<Lamp>& lamps);

/// "494 of 500".
std::string ofAll(int part, int whole);
/// "7.8 %".
std::string percentOf(double share);
/// "BIM (40 steps) leaves 494 of 500 right".
std::string leaves(const TrustCount& count);

}  // namespace adv
