// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "engine/api/describe.hpp"

namespace adv {

/// What kind of attack it is, from its description alone, in the order in which a chooser lists the kinds.
enum class AttackGroup { OneStep, Iterative, SmallestChange, BlackBox, Control };

AttackGroup groupOf(const AttackInfo& attack);
/// "One step", "Smallest change": a heading.
QString headingOf(AttackGroup group);
/// All of them, group by group; within a group the order stays.
std::vector<const AttackInfo*> inGroups(const std::vector<AttackInfo>& attacks);

/// "PGD · L2": with the norm that it measures in with these parameters, unless its title says so already.
QString titleWithNorm(const AttackInfo& attack, const ParamValues& params);

}  // namespace adv
