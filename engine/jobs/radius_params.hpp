// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/attacks/attack.hpp"

namespace adv {

/// Where an iterative attack leaves its steps open: so many, of this share of ε, enough to cross the ball two and a
/// half times (Madry et al. 2018).
inline constexpr int kUsualSteps = 20;
inline constexpr double kUsualStepShare = 2.5 / kUsualSteps;

/// The parameters of an attack with a radius: those that are given, defaults, and steps where the attack would work
/// them out. Throws `Failure` where it has no ε, or ε is 0.
ParamValues radiusParams(const AttackInfo& attack, const ParamValues& given);

/// The same attack at another ε: as many steps, their size in proportion.
ParamValues paramsAtRadius(const AttackInfo& attack, ParamValues params, double radius);

/// Random signs of size `radius`, measured in `norm` ("L∞" or "L2"): parameters of the attack "noise".
ParamValues noiseParams(const std::string& norm, double radius, const ModelInfo& model);

/// Values of a picture: pixels times channels.
double valuesOf(const ModelInfo& model);

}  // namespace adv
