// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/params.hpp"

#include <algorithm>

#include "engine/api/error.hpp"

namespace adv {

double paramOr(const AttackInfo& info, const ParamValues& values, const std::string& name) {
  const auto found = values.find(name);
  return found != values.end() ? found->second : info.param(name)->fallback;
}

ParamSpec epsilonSpec(const std::string& citation) {
  ParamSpec spec;
  spec.name = "epsilon";
  spec.label = "ε";
  spec.kind = ParamKind::Levels;
  spec.unit = "L∞";
  spec.minimum = 0.0;
  spec.maximum = 1.0;
  spec.fallback = 8.0 / 255.0;
  spec.help = "The largest change of any channel of any pixel.";
  spec.citation = citation;
  return spec;
}

ParamSpec stepSizeSpec(const std::string& citation) {
  ParamSpec spec;
  spec.name = "step-size";
  spec.label = "α";
  spec.kind = ParamKind::Levels;
  spec.unit = "L∞";
  spec.minimum = 0.0;
  spec.maximum = 1.0;
  spec.fallback = 1.0 / 255.0;
  spec.help = "How far each iteration moves every channel.";
  spec.citation = citation;
  return spec;
}

ParamSpec wideEpsilonSpec(const std::string& citation, const std::string& unit, double fallback) {
  ParamSpec spec = epsilonSpec(citation);
  spec.unit = unit;
  spec.maximum = 16.0;
  spec.fallback = fallback;
  spec.help = unit == "L2" ? "The largest Euclidean length of the change." : "The largest change, in the chosen norm.";
  return spec;
}

ParamSpec wideStepSizeSpec(const std::string& citation) {
  ParamSpec spec = stepSizeSpec(citation);
  spec.unit = "in the chosen norm";
  spec.maximum = 16.0;
  spec.help = "How far each iteration moves the picture.";
  return automatic(spec, "Left alone: ε/4.");
}

ParamSpec restartsSpec(int fallback, const std::string& help, const std::string& citation) {
  return integerSpec("restarts", "Restarts", "runs", 1, 1000, fallback, help, citation);
}

ParamSpec normSpec(const std::string& citation, std::vector<std::string> choices) {
  return choiceSpec("norm", "Norm", std::move(choices),
                    "How the change is measured: the largest change of a channel, or the Euclidean length.", citation);
}

ParamSpec stepsSpec(int fallback, const std::string& help, const std::string& citation) {
  return integerSpec("steps", "Iterations", "steps", 1, 10000, fallback, help, citation);
}

ParamSpec confidenceSpec(const std::string& citation) {
  return realSpec("confidence", "κ", "logits", 0.0, 1000.0, 0.0,
                  "By how much another class (or the target) must win. More carries over better to other networks.",
                  citation);
}

ParamSpec learningRateSpec(double fallback, const std::string& citation) {
  return realSpec("learning-rate", "Learning rate", "", 1e-5, 1.0, fallback, "Adam's step size, in w.", citation);
}

ParamSpec integerSpec(std::string name, std::string label, std::string unit, int minimum, int maximum, int fallback,
                      std::string help, std::string citation) {
  ParamSpec spec = realSpec(std::move(name), std::move(label), std::move(unit), minimum, maximum, fallback,
                            std::move(help), std::move(citation));
  spec.kind = ParamKind::Integer;
  return spec;
}

ParamSpec realSpec(std::string name, std::string label, std::string unit, double minimum, double maximum,
                   double fallback, std::string help, std::string citation) {
  ParamSpec spec;
  spec.name = std::move(name);
  spec.label = std::move(label);
  spec.unit = std::move(unit);
  spec.minimum = minimum;
  spec.maximum = maximum;
  spec.fallback = fallback;
  spec.help = std::move(help);
  spec.citation = std::move(citation);
  return spec;
}

ParamSpec choiceSpec(std::string name, std::string label, std::vector<std::string> choices, std::string help,
                     std::string citation) {
  ParamSpec spec = realSpec(std::move(name), std::move(label), "", 0.0, static_cast<double>(choices.size()) - 1.0, 0.0,
                            std::move(help), std::move(citation));
  spec.kind = ParamKind::Choice;
  spec.choices = std::move(choices);
  return spec;
}

ParamSpec automatic(ParamSpec spec, const std::string& rule) {
  spec.automatic = true;
  spec.help += " " + rule;
  return spec;
}

ParamValues withDefaults(const AttackInfo& info, const ParamValues& values) {
  ParamValues all = values;
  for (const ParamSpec& spec : info.params) {
    if (!spec.automatic) all.try_emplace(spec.name, spec.fallback);
  }
  return all;
}

int kurakinSteps(double epsilonUnit) {
  const double levels = epsilonUnit * 255.0 + 1e-9;
  if (levels < 1e-6) return 0;
  return std::max(1, static_cast<int>(std::min(levels + 4.0, 1.25 * levels)));
}

ParamSpec kurakinStepsSpec() {
  ParamSpec spec;
  spec.name = "steps";
  spec.label = "Iterations";
  spec.kind = ParamKind::Integer;
  spec.unit = "steps";
  spec.minimum = 1;
  spec.maximum = 10000;
  spec.fallback = 10;
  spec.automatic = true;
  spec.help = "Left alone: min(ε + 4, 1.25 ε) with ε in levels.";
  spec.citation = "Kurakin, Goodfellow, Bengio 2017, section 2.2";
  return spec;
}

ParamValues withKurakinSteps(const AttackInfo& info, const ParamValues& values) {
  ParamValues all = withDefaults(info, values);
  all.try_emplace("steps", kurakinSteps(all.at("epsilon")));
  return all;
}

void checkProblem(const AttackInfo& info, const AttackProblem& problem) {
  checkParams(info.params, problem.params);
  const ModelInfo& model = problem.model->info();
  const auto shape = problem.xPixel.sizes();
  if (shape.size() != 4 || shape[1] != model.channels || shape[2] != model.height || shape[3] != model.width) {
    throw userFailure("The picture does not have the input size of " + model.title + ".");
  }
  if (problem.targets && info.targeting == Targeting::Never) {
    throw userFailure(info.title + " has no targeted form.", "Leave the target out, or choose another attack.");
  }
}

}  // namespace adv
