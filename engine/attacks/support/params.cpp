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
