// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/error.hpp"
#include "engine/api/subject.hpp"

namespace adv {

/// Runs several attacks on one picture, one after the other. Answers: `CompareReady` with what is known so far, and
/// `Progress`; at last the whole `CompareReady`.
struct CompareRequest {
  Subject subject;
  std::vector<AttackChoice> attacks;
  std::optional<int> target;  ///< for the attacks that can be given one
  std::uint64_t seed = 1;
  int top = 5;
};

/// One of the attacks: waiting or running where it has neither a result nor a failure.
struct ComparedAttack {
  AttackChoice choice;
  std::optional<AttackFinished> finished;
  std::optional<Error> failure;  ///< of this attack alone: the others go on
};

struct CompareReady {
  Predicted clean;
  std::vector<ComparedAttack> attacks;  ///< as in the request
};

/// The probability of the label against ε for several attacks, each of which has a parameter "epsilon" in L∞: one full
/// run for each point, from coarse to fine. Answers: `SweepReady` with the points known so far, and `Progress`.
struct SweepRequest {
  Subject subject;
  std::vector<AttackChoice> attacks;  ///< their own ε is of no meaning
  std::optional<int> target;          ///< for the attacks that can be given one
  double maximumLevels = 64;          ///< the grid goes from 0 to this, in levels
  int points = 17;
  std::uint64_t seed = 1;
};

/// All vectors have the same length; the levels rise.
struct SweepLine {
  std::string attack;
  std::vector<double> levels;
  std::vector<double> labelProbability;  ///< of the rounded picture
};

struct SweepReady {
  std::vector<SweepLine> lines;  ///< as in the request
};

}  // namespace adv
