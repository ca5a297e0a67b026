// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/dimensions_trained.hpp"

#include <ATen/ATen.h>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

constexpr int kMostBatches = 1'000'000;
/// Of the test pictures; the median needs no more.
constexpr std::int64_t kTestPictures = 2000;
/// The smallest changes do not depend on it, but without one nothing about attacks is measured.
constexpr double kSomeEpsilon = 8.0 / 255;
constexpr double kLoading = 0.2;  ///< shares of the work on one data set
constexpr double kTraining = 0.7;

/// The mean of ‖w_j - w_k‖₁ / ‖w_j - w_k‖₂ over all pairs of classes.
double signAdvantage(const linear::Model& model) {
  double sum = 0.0;
  int pairs = 0;
  for (int j = 0; j < model.classCount(); ++j) {
    for (int k = 0; k < j; ++k) {
      const at::Tensor difference = (model.templateOf(j) - model.templateOf(k)).to(at::kDouble);
      sum += difference.abs().sum().item<double>() / difference.norm().item<double>();
      ++pairs;
    }
  }
  return sum / pairs;
}

}  // namespace

DimensionsTrainedJob::DimensionsTrainedJob(DimensionsTrainedRequest request, Workspace& workspace)
    : m_workspace(workspace) {
  m_trained.request = std::move(request);
}

StepOutcome DimensionsTrainedJob::step(JobContext& context) {
  if (m_trained.request.batches < 1 || m_trained.request.batches > kMostBatches)
    throw userFailure("So many batches cannot be trained.", "Take 1 to 1,000,000.");
  if (hasNext()) {
    m_loader ? work() : openNext();
    if (m_evaluation && m_evaluation->isDone()) {
      finishOne();
      context.send(m_trained);
    }
  }
  if (!hasNext()) {
    context.finish(std::move(m_trained));
    return StepOutcome::Done;
  }
  context.send(Progress{"Softmax regression on " + dataName(), done(), -1.0});
  return StepOutcome::More;
}

/// What is not there is left out: without a data folder there are the signs.
void DimensionsTrainedJob::openNext() {
  try {
    m_loader.emplace(dataName(), m_workspace.dataFolder());
  } catch (const Failure&) {
    m_trained.missing.push_back(dataName());
    ++m_next;
  }
}

void DimensionsTrainedJob::work() {
  if (!m_loader->isDone()) return m_loader->step();
  if (!m_trainer) return void(m_trainer.emplace(m_loader->data(), linear::Start{.seed = m_trained.request.seed}));
  if (m_trainer->updates() < m_trained.request.batches) return m_trainer->step();
  if (!m_evaluation) {
    m_model = m_trainer->model();
    const linear::Rows& test = m_loader->data()->test;
    m_evaluation.emplace(*m_model, test, kSomeEpsilon, std::min(test.count(), kTestPictures));
    return;
  }
  m_evaluation->step();
}

void DimensionsTrainedJob::finishOne() {
  const linear::Measures measures = m_evaluation->result();
  m_trained.points.push_back({dataName(), static_cast<int>(m_model->shape.size()), measures.medianFlip,
                              measures.accuracy, signAdvantage(*m_model)});
  m_evaluation.reset();
  m_model.reset();
  m_trainer.reset();
  m_loader.reset();
  ++m_next;
}

double DimensionsTrainedJob::done() const {
  double part = 0.0;
  if (m_loader) part = kLoading * m_loader->done();
  if (m_trainer) part += kTraining * static_cast<double>(m_trainer->updates()) / m_trained.request.batches;
  if (m_evaluation) part += (1.0 - kLoading - kTraining) * m_evaluation->done();
  return (static_cast<double>(m_next) + part) / static_cast<double>(m_trained.request.data.size());
}

namespace {
const RegisterJob<DimensionsTrainedRequest, DimensionsTrainedJob> kRegistered;
}  // namespace

}  // namespace adv
