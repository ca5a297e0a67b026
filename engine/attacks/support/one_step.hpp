// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/attack.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {

/// The steepest direction of the cross-entropy J: up, away from the labels; where there are targets down, towards them.
OneStepDirection crossEntropyDirection(const AttackProblem& problem, BallNorm norm);

}  // namespace adv
