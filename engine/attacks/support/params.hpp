// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/attack.hpp"

namespace adv {

/// The value given, or the default.
double paramOr(const AttackInfo& info, const ParamValues& values, const std::string& name);

/// Parameters that many attacks share, so that they mean the same everywhere.
ParamSpec epsilonSpec(const std::string& citation);
ParamSpec stepSizeSpec(const std::string& citation);

/// Kurakin, Goodfellow and Bengio (2017), section 2.2: min(ε + 4, 1.25 ε) steps with ε in levels, truncated; at least
/// one.
int kurakinSteps(double epsilonUnit);
ParamSpec kurakinStepsSpec();

/// Checks the shapes of a problem and that a target is there only where the attack takes one. Throws `Failure`.
void checkProblem(const AttackInfo& info, const AttackProblem& problem);

}  // namespace adv
