// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/radius_params.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {

ParamValues radiusParams(const AttackInfo& attack, const ParamValues& given) {
  const ParamSpec* steps = attack.param("steps");
  if (!attack.param("epsilon")) {
    throw userFailure(attack.title + " looks for the smallest change and has no ε that could be varied.",
                      "Choose an attack with an ε, such as BIM.");
  }
  checkParams(attack.params, given);
  ParamValues params = withDefaults(attack, given);
  if (params.at("epsilon") <= 0.0) throw userFailure("With ε = 0 no attack changes anything.", "Give a larger ε.");
  if (!steps || !steps->automatic || given.contains("steps")) return params;
  params["steps"] = kUsualSteps;
  if (attack.param("step-size") && !given.contains("step-size"))
    params["step-size"] = kUsualStepShare * params.at("epsilon");
  return params;
}

ParamValues paramsAtRadius(const AttackInfo& attack, ParamValues params, double radius) {
  const double before = params.at("epsilon");
  params["epsilon"] = radius;
  if (const auto size = params.find("step-size"); size != params.end())
    size->second = std::min(attack.param("step-size")->maximum, size->second * radius / before);
  return params;
}

ParamValues noiseParams(const std::string& norm, double radius, const ModelInfo& model) {
  return {{"epsilon", std::min(1.0, norm == "L2" ? radius / std::sqrt(valuesOf(model)) : radius)}};
}

double valuesOf(const ModelInfo& model) { return static_cast<double>(model.width) * model.height * model.channels; }

}  // namespace adv
