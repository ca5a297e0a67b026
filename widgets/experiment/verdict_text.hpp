// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/results.hpp"

namespace adv {

/// What a frame of an attack comes to, in words.
enum class Outcome { NotFooled, Fooled, TargetReached, TargetMissed, WrongFromStart };

struct OutcomeText {
  Outcome outcome = Outcome::NotFooled;
  QString headline;  ///< large: Fooled: now “trifle”
  QString detail;    ///< small: was “strawberry”, at step 1; the float result agrees
};

/// `finished` is given for the last frame of a run that has ended: only then is the float result known.
OutcomeText outcomeOf(const Frame& frame, const Predicted& clean, std::optional<int> target, int firstSuccess,
                      const AttackFinished* finished);

}  // namespace adv
