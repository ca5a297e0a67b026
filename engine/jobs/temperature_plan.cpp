// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/temperature_plan.hpp"

#include "engine/api/error.hpp"
#include "engine/models/scaled_classifier.hpp"

namespace adv {
namespace {

/// The choices of JSMA's parameter "saliency".
constexpr double kSoftmax = 0, kLogits = 1, kLogDomain = 2;
constexpr double kPgdSteps = 40;
constexpr double kPgdStepShare = 1.0 / 30;  ///< of ε: .01 at .3, as Madry et al. 2018 have it for MNIST
constexpr double kJsmaEffort = 80;          ///< two gradients a step, and most runs end early

ClassifierPtr dividedByTemperature(const ClassifierPtr& model) {
  const double temperature = model->info().temperature.value_or(1.0);
  return temperature == 1.0 ? model : std::make_shared<const ScaledClassifier>(model, 1.0 / temperature);
}

TemperaturePlan jsma(double saliency, ClassifierPtr model) {
  return {&findAttack("jsma"), {{"saliency", saliency}}, std::move(model)};
}

TemperaturePlan pgd(double epsilon, ClassifierPtr model) {
  return {&findAttack("pgd"),
          {{"epsilon", epsilon}, {"steps", kPgdSteps}, {"step-size", epsilon * kPgdStepShare}},
          std::move(model)};
}

}  // namespace

TemperaturePlan planOf(TemperatureAttack attack, const TemperatureAttacksRequest& request, const ClassifierPtr& model) {
  switch (attack) {
    case TemperatureAttack::JsmaSoftmax: return jsma(kSoftmax, model);
    case TemperatureAttack::JsmaLogits: return jsma(kLogits, model);
    case TemperatureAttack::JsmaScaled: return jsma(kSoftmax, dividedByTemperature(model));
    case TemperatureAttack::JsmaLogDomain: return jsma(kLogDomain, model);
    case TemperatureAttack::PgdLogits: return pgd(request.epsilon, model);
    case TemperatureAttack::PgdScaled: return pgd(request.epsilon, dividedByTemperature(model));
    case TemperatureAttack::CarliniWagnerL2: break;
  }
  return {&findAttack("cw_l2"),
          {{"searches", static_cast<double>(request.searches)}, {"steps", static_cast<double>(request.steps)}},
          model};
}

double effortOf(TemperatureAttack attack, const TemperatureAttacksRequest& request) {
  switch (attack) {
    case TemperatureAttack::PgdLogits:
    case TemperatureAttack::PgdScaled: return kPgdSteps;
    case TemperatureAttack::CarliniWagnerL2: return request.searches * request.steps;
    default: return kJsmaEffort;
  }
}

void checkTemperatureAttacks(const TemperatureAttacksRequest& request) {
  if (!(request.epsilon > 0.0 && request.epsilon <= 1.0))
    throw userFailure("The ε of PGD is out of range.", "Give one above 0, and at most 1.");
  if (request.searches < 1 || request.searches > 30)
    throw userFailure("The number of searches is out of range.", "Give 1 to 30.");
  if (request.steps < 1 || request.steps > 100'000)
    throw userFailure("The number of steps is out of range.", "Give 1 to 100000.");
}

}  // namespace adv
