// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/subject.hpp"

#include <ATen/ATen.h>

#include <cstdio>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/resize.hpp"
#include "engine/models/metered_classifier.hpp"

namespace adv {
namespace {

std::string exact(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%a", value);
  return buffer;
}

}  // namespace

void checkTarget(std::optional<int> target, const Classifier& model) {
  const ModelInfo& info = model.info();
  if (!target || (*target >= 0 && *target < info.classCount())) return;
  throw userFailure(info.title + " has no class " + std::to_string(*target) + ".",
                    "Its classes are 0 to " + std::to_string(info.classCount() - 1) + ".");
}

AttackProblem makeProblem(const ClassifierPtr& model, const at::Tensor& xPixel, int label, std::optional<int> target,
                          const ParamValues& params, std::uint64_t seed) {
  const auto classes = at::TensorOptions(xPixel.device()).dtype(at::kLong);
  AttackProblem problem{model, xPixel, at::full({xPixel.size(0)}, label, classes), {}, params, seed};
  if (target) problem.targets = at::full({xPixel.size(0)}, *target, classes);
  return problem;
}

OneStepDirection directionOf(const OneStepAttack& attack, AttackProblem problem, const std::string& imageKey,
                             Workspace& workspace) {
  std::string key = attack.info().id + "|" + imageKey + "|" + std::to_string(problem.labels[0].item<std::int64_t>());
  key += problem.targets ? ">" + std::to_string((*problem.targets)[0].item<std::int64_t>()) : std::string();
  if (!attack.info().usesGradient) key += "|" + std::to_string(problem.seed);
  for (const auto& [name, value] : problem.params) key += name != "epsilon" ? "|" + name + "=" + exact(value) : "";
  if (const KnownDirection* known = workspace.directions().find(key)) {
    if (const auto* meter = dynamic_cast<const MeteredClassifier*>(problem.model.get())) meter->charge(known->cost);
    return known->direction;
  }
  const auto meter = std::make_shared<const MeteredClassifier>(problem.model);
  problem.model = meter;
  const OneStepDirection direction = attack.direction(problem);
  return workspace.directions().insert(key, {direction, meter->cost()}).direction;
}

std::unique_ptr<AttackRun> startAttack(const Attack& attack, AttackProblem problem, const std::string& imageKey,
                                       Workspace& workspace) {
  if (const auto* oneStep = dynamic_cast<const OneStepAttack*>(&attack)) {
    problem.knownDirection = directionOf(*oneStep, problem, imageKey, workspace);
  }
  return attack.start(std::move(problem));
}

std::function<at::Tensor(std::int64_t)> picturesLike(const ClassifierPtr& model, Workspace& workspace) {
  return [model, &workspace](std::int64_t count) {
    const ModelInfo& info = model->info();
    const auto data = info.samples.empty() ? nullptr : workspace.dataset(info.samples);
    std::vector<at::Tensor> pictures;
    for (int index = data ? data->count() - 1 : -1; index >= 0 && std::cmp_less(pictures.size(), count); --index) {
      const Image fitted =
          fitToInput(data->image(index), info.width, info.height, info.channels, info.resize == "crop");
      pictures.push_back(toPixelTensor(fitted));
    }
    if (pictures.empty()) return at::empty({0, info.channels, info.height, info.width});
    return at::cat(pictures).to(workspace.device());
  };
}

std::optional<Ball> ballOf(const AttackInfo& info, const ParamValues& resolved) {
  const auto epsilon = resolved.find("epsilon");
  if (epsilon == resolved.end()) return {};
  return Ball{info.normWith(resolved) == "L2" ? BallNorm::L2 : BallNorm::Linf, epsilon->second};
}

std::string runKey(const AttackRequest& request, const PreparedImage& image, int label) {
  std::string key = request.attack + "|" + image.key + "|" + std::to_string(label) + ">" +
                    std::to_string(request.target.value_or(-1)) + "|" + std::to_string(request.seed) + "|" +
                    std::to_string(request.top);
  for (const auto& [name, value] : request.params) key += "|" + name + "=" + exact(value);
  return key;
}

}  // namespace adv
