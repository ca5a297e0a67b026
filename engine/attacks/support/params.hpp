// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/attack.hpp"

namespace adv {

/// The value given, or the default.
double paramOr(const AttackInfo& info, const ParamValues& values, const std::string& name);

/// Parameters that many attacks share, so that they are called and mean the same everywhere.
ParamSpec epsilonSpec(const std::string& citation);
ParamSpec stepSizeSpec(const std::string& citation);
/// ε in [0, 16] for an attack that measures it in L2, or as the parameter "norm" says.
ParamSpec wideEpsilonSpec(const std::string& citation, const std::string& unit, double fallback);
/// α in the same norm as a wide ε, up to 16. Left alone, ε/4.
ParamSpec wideStepSizeSpec(const std::string& citation);
/// "restarts": runs from other random starts.
ParamSpec restartsSpec(int fallback, const std::string& help, const std::string& citation);
/// "norm": linf or l2; the first of `choices` is the default.
ParamSpec normSpec(const std::string& citation, std::vector<std::string> choices = {"linf", "l2"});
/// "steps": iterations in all.
ParamSpec stepsSpec(int fallback, const std::string& help, const std::string& citation);
/// "confidence": κ of Carlini and Wagner's f₆, in logits.
ParamSpec confidenceSpec(const std::string& citation);
/// "learning-rate" of Adam.
ParamSpec learningRateSpec(double fallback, const std::string& citation);
/// What else an attack needs; limits are inclusive.
ParamSpec integerSpec(std::string name, std::string label, std::string unit, int minimum, int maximum, int fallback,
                      std::string help, std::string citation);
ParamSpec realSpec(std::string name, std::string label, std::string unit, double minimum, double maximum,
                   double fallback, std::string help, std::string citation);
ParamSpec choiceSpec(std::string name, std::string label, std::vector<std::string> choices, std::string help,
                     std::string citation);

/// The same, but may be left out: the attack then works it out by `rule`, a sentence that is added to the help.
ParamSpec automatic(ParamSpec spec, const std::string& rule);

/// The values of all parameters that are not worked out: given ones and defaults.
ParamValues withDefaults(const AttackInfo& info, const ParamValues& values);

/// Kurakin, Goodfellow and Bengio (2017), section 2.2: min(ε + 4, 1.25 ε) steps with ε in levels, truncated; at least
/// one.
int kurakinSteps(double epsilonUnit);
ParamSpec kurakinStepsSpec();
/// `withDefaults`, and the number of steps where it is not given.
ParamValues withKurakinSteps(const AttackInfo& info, const ParamValues& values);

/// Checks the shapes of a problem and that a target is there only where the attack takes one. Throws `Failure`.
void checkProblem(const AttackInfo& info, const AttackProblem& problem);

}  // namespace adv
