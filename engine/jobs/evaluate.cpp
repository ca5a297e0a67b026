// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/evaluate.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/models/scaled_classifier.hpp"

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
  if (!(m_request.logitsScale > 0.0 && std::isfinite(m_request.logitsScale)))
    throw userFailure("The scale of the logits is out of range.", "Give a number above 0; 1 leaves them as they are.");
  m_model = m_attacked = m_workspace.classifier(m_request.model);
  if (m_request.logitsScale != 1.0)
    m_attacked = std::make_shared<const ScaledClassifier>(m_model, m_request.logitsScale);
  if (m_request.attack != "none") m_attack = &findAttack(m_request.attack);
  if (m_attack) checkParams(m_attack->info().params, m_request.params);
  checkTarget(m_request.target, *m_model);
  m_data = m_workspace.dataset(m_request.data);
  checkClasses(*m_data, m_request.data, m_model->info());
  m_start = std::chrono::steady_clock::now();
}

void EvaluateJob::startBatch() {
  const int end = std::min(m_data->count(), m_next + m_request.batch);
  const LabelledBatch batch = readBatch(*m_data, m_request.data, m_next, end, m_model->info(), m_workspace.device());
  LabelledBatch right = rightFromStart(*m_model, batch);
  m_next = end;
  m_sums.count += static_cast<int>(batch.size());
  m_sums.cleanCorrect += static_cast<int>(right.size());
  if (!m_attack) m_sums.robustCorrect += static_cast<int>(right.size());
  if (!m_attack || right.size() == 0) return;
  const BatchAttackSetup setup{m_attacked,       m_attack,       m_request.params,
                               m_request.target, m_request.seed, m_request.eightBit};
  m_run = std::make_unique<BatchAttack>(setup, std::move(right), m_workspace);
}

void EvaluateJob::finishBatch() {
  const BatchOutcome outcome = m_run->outcome();
  m_sums.params = outcome.params;
  m_sums.robustCorrect += outcome.robust();
  m_cost.gradients += outcome.cost.gradients;
  m_cost.queries += outcome.cost.queries;
  m_l2OfSuccesses.push_back(outcome.distances.l2.masked_select(outcome.fooled).to(at::kCPU));
  m_sumL2 += outcome.distances.l2.sum().item<double>();
  m_sumLinf += outcome.distances.linf.sum().item<double>();
  m_run.reset();
}

void EvaluateJob::tellProgress(JobContext& context) const {
  const double batches = static_cast<double>(m_sums.count);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  const double done =
      m_data->count() > 0 ? (m_run ? batches - static_cast<double>(m_run->size()) : batches) / m_data->count() : 1.0;
  context.send(Progress{"Attacking " + m_request.data, done, done > 0.0 ? seconds * (1.0 - done) / done : -1.0});
}

Evaluated EvaluateJob::result() const {
  Evaluated result = m_sums;
  result.initiallyWrong = result.count - result.cleanCorrect;
  if (m_attack && result.cleanCorrect > 0) {
    result.successOfInitiallyCorrect = 1.0 - static_cast<double>(result.robustCorrect) / result.cleanCorrect;
    result.meanL2 = m_sumL2 / result.cleanCorrect;
    result.meanLinf = m_sumLinf / result.cleanCorrect;
    result.meanGradients = static_cast<double>(m_cost.gradients) / result.cleanCorrect;
    result.meanQueries = static_cast<double>(m_cost.queries) / result.cleanCorrect;
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

namespace {
const RegisterJob<EvaluateRequest, EvaluateJob> kRegistered;
}  // namespace

}  // namespace adv
