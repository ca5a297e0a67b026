// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/describe.hpp"

namespace adv {

/// The lecture's picture: clean, fast, basic iterative and least likely, at L∞ = 32 levels.
inline constexpr double kLectureLevels = 32.0;
const std::vector<std::string>& lectureAttacks();

/// Whether an ε in L∞ can be given to the attack, so that it can be held against others at an equal one. The rest keep
/// their own size: a smallest change, or a radius in another norm.
bool sharesEpsilon(const AttackInfo& attack);

/// The attacks of these ids at an equal ε, in [0, 1]; unknown ids are left out.
std::vector<AttackChoice> choicesAt(const std::vector<std::string>& ids, const std::vector<AttackInfo>& known,
                                    double epsilon);

}  // namespace adv
