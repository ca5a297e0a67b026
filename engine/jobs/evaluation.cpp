// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/evaluation.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <vector>

#include "engine/api/error.hpp"
#include "engine/data/resize.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {

void checkClasses(const Dataset& data, const std::string& name, const ModelInfo& model) {
  if (data.labels().size() == model.labels.size()) return;
  throw userFailure(name + " has " + std::to_string(data.labels().size()) + " classes and " + model.title + " has " +
                        std::to_string(model.classCount()) + ".",
                    "Choose data with the network's classes.");
}

LabelledBatch readBatch(const Dataset& data, const std::string& name, int begin, int end, const ModelInfo& model,
                        c10::Device device) {
  std::vector<at::Tensor> pictures;
  std::vector<std::int64_t> labels;
  for (int index = begin; index < end; ++index) {
    const int label = data.label(index);
    if (label < 0) throw userFailure(name + " has no label for picture " + std::to_string(index) + ".");
    pictures.push_back(toPixelTensor(
        fitToInput(data.image(index), model.width, model.height, model.channels, model.resize == "crop")));
    labels.push_back(label);
  }
  return {at::cat(pictures).to(device), at::tensor(labels, at::kLong).to(device)};
}

LabelledBatch rightFromStart(const Classifier& model, const LabelledBatch& batch) {
  const at::NoGradGuard noGrad;
  const at::Tensor right = logitsOf(model, batch.xPixel).argmax(1).eq(batch.labels).nonzero().flatten();
  return {batch.xPixel.index_select(0, right), batch.labels.index_select(0, right)};
}

int BatchOutcome::robust() const { return static_cast<int>(fooled.numel() - fooled.sum().item<std::int64_t>()); }

BatchAttack::BatchAttack(const BatchAttackSetup& setup, LabelledBatch batch, Workspace& workspace)
    : m_setup(setup), m_batch(std::move(batch)), m_meter(std::make_shared<const MeteredClassifier>(setup.model)) {
  AttackProblem problem{m_meter, m_batch.xPixel, m_batch.labels, {}, setup.params, setup.seed};
  problem.pictures = picturesLike(setup.model, workspace);
  if (setup.target) problem.targets = at::full_like(m_batch.labels, *setup.target);
  problem.knownDirection = setup.knownDirection;
  m_run = setup.attack->start(std::move(problem));
}

BatchOutcome BatchAttack::outcome() const {
  const at::NoGradGuard noGrad;
  BatchOutcome outcome;
  outcome.params = m_run->resolvedParams();
  outcome.cost = m_meter->cost();
  at::Tensor adversarial = m_run->adversarial();
  if (m_setup.eightBit)
    adversarial = roundInsideBall(adversarial, m_batch.xPixel, ballOf(m_setup.attack->info(), outcome.params));
  outcome.fooled = logitsOf(*m_setup.model, adversarial).argmax(1).ne(m_batch.labels);
  outcome.distances = measureDistances(adversarial, m_batch.xPixel);
  return outcome;
}

}  // namespace adv
