// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/evaluate.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <vector>

#include "engine/analysis/distortion.hpp"
#include "engine/api/error.hpp"
#include "engine/data/resize.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {

StepOutcome EvaluateJob::step(JobContext& context) {
  if (!m_model) {
    begin();
    return StepOutcome::More;
  }
  if (m_run && !m_run->isDone()) {
    m_run->step();
  } else if (m_run) {
    finishBatch();
  } else if (m_next < m_data->count()) {
    startBatch();
  } else {
    context.finish(result());
    return StepOutcome::Done;
  }
  tellProgress(context);
  return StepOutcome::More;
}

void EvaluateJob::begin() {
  if (m_request.batch < 1 || m_request.batch > 65536)
    throw userFailure("The batch size is out of range.", "Give 1 to 65536.");
  m_model = m_workspace.classifier(m_request.model);
  m_meter = std::make_shared<const MeteredClassifier>(m_model);
  if (m_request.attack != "none") m_attack = &findAttack(m_request.attack);
  if (m_attack) checkParams(m_attack->info().params, m_request.params);
  checkTarget(m_request.target, *m_model);
  m_data = m_workspace.dataset(m_request.data);
  const ModelInfo& info = m_model->info();
  if (m_data->labels().size() != info.labels.size()) {
    throw userFailure(m_request.data + " has " + std::to_string(m_data->labels().size()) + " classes and " +
                          info.title + " has " + std::to_string(info.classCount()) + ".",
                      "Choose data with the network's classes.");
  }
  m_start = std::chrono::steady_clock::now();
}

void EvaluateJob::startBatch() {
  const at::NoGradGuard noGrad;
  const ModelInfo& info = m_model->info();
  const int end = std::min(m_data->count(), m_next + m_request.batch);
  std::vector<at::Tensor> pictures;
  std::vector<std::int64_t> labels;
  for (int index = m_next; index < end; ++index) {
    const int label = m_data->label(index);
    if (label < 0) throw userFailure(m_request.data + " has no label for picture " + std::to_string(index) + ".");
    pictures.push_back(
        toPixelTensor(fitToInput(m_data->image(index), info.width, info.height, info.channels, info.resize == "crop")));
    labels.push_back(label);
  }
  m_next = end;
  const at::Tensor x = at::cat(pictures).to(m_workspace.device());
  const at::Tensor y = at::tensor(labels, at::kLong).to(m_workspace.device());
  const at::Tensor right = logitsOf(*m_model, x).argmax(1).eq(y).nonzero().flatten();
  m_sums.count += static_cast<int>(labels.size());
  m_sums.cleanCorrect += static_cast<int>(right.numel());
  if (!m_attack) m_sums.robustCorrect += static_cast<int>(right.numel());
  if (!m_attack || right.numel() == 0) return;
  m_x0 = x.index_select(0, right);
  m_labels = y.index_select(0, right);
  AttackProblem problem{m_meter, m_x0, m_labels, {}, m_request.params, m_request.seed};
  problem.pictures = picturesLike(m_model, m_workspace);
  if (m_request.target) problem.targets = at::full_like(m_labels, *m_request.target);
  m_run = m_attack->start(std::move(problem));
}

void EvaluateJob::finishBatch() {
  const at::NoGradGuard noGrad;
  m_sums.params = m_run->resolvedParams();
  at::Tensor adversarial = m_run->adversarial();
  if (m_request.eightBit) adversarial = roundInsideBall(adversarial, m_x0, ballOf(m_attack->info(), m_sums.params));
  const at::Tensor predicted = logitsOf(*m_model, adversarial).argmax(1);
  const at::Tensor fooled = predicted.ne(m_labels);
  m_sums.robustCorrect += static_cast<int>(fooled.numel() - fooled.sum().item<std::int64_t>());
  const BatchDistances distances = measureDistances(adversarial, m_x0);
  m_l2OfSuccesses.push_back(distances.l2.masked_select(fooled).to(at::kCPU));
  m_sumL2 += distances.l2.sum().item<double>();
  m_sumLinf += distances.linf.sum().item<double>();
  m_run.reset();
}

void EvaluateJob::tellProgress(JobContext& context) const {
  const double batches = static_cast<double>(m_sums.count);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  const double done =
      m_data->count() > 0 ? (m_run ? batches - static_cast<double>(m_x0.size(0)) : batches) / m_data->count() : 1.0;
  context.send(Progress{"Attacking " + m_request.data, done, done > 0.0 ? seconds * (1.0 - done) / done : -1.0});
}

Evaluated EvaluateJob::result() const {
  Evaluated result = m_sums;
  result.initiallyWrong = result.count - result.cleanCorrect;
  if (m_attack && result.cleanCorrect > 0) {
    result.successOfInitiallyCorrect = 1.0 - static_cast<double>(result.robustCorrect) / result.cleanCorrect;
    result.meanL2 = m_sumL2 / result.cleanCorrect;
    result.meanLinf = m_sumLinf / result.cleanCorrect;
    result.meanGradients = static_cast<double>(m_meter->cost().gradients) / result.cleanCorrect;
    result.meanQueries = static_cast<double>(m_meter->cost().queries) / result.cleanCorrect;
    const at::Tensor successes = m_l2OfSuccesses.empty() ? at::Tensor() : at::cat(m_l2OfSuccesses);
    if (successes.defined() && successes.numel() > 0) {
      result.medianL2OfSuccesses = successes.quantile(0.5).item<double>();
      result.meanL2OfSuccesses = successes.mean().item<double>();
    }
  }
  if (result.count == 0) result.note = "The data set is empty.";
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  return result;
}

}  // namespace adv
