// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/temperature_attacks.hpp"
#include "engine/attacks/attack.hpp"

namespace adv {

/// One of the attacks, ready to be started: what it is in the program's own terms, and the network as it sees it.
struct TemperaturePlan {
  const Attack* attack = nullptr;
  ParamValues params;
  ClassifierPtr model;
};
TemperaturePlan planOf(TemperatureAttack attack, const TemperatureAttacksRequest& request, const ClassifierPtr& model);

/// Roughly, in gradients of a picture.
double effortOf(TemperatureAttack attack, const TemperatureAttacksRequest& request);

/// Throws `Failure` where a setting is out of range.
void checkTemperatureAttacks(const TemperatureAttacksRequest& request);

}  // namespace adv
