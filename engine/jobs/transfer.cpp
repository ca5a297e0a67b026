// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/transfer.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/api/similar_models.hpp"
#include "engine/jobs/evaluation.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/radius_params.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr double kAxisShares[] = {0.25, 0.5, 1.0};

}  // namespace

StepOutcome TransferJob::step(JobContext& context) {
  if (!m_attack) {
    begin();
  } else if (m_models.size() < m_request.models.size()) {
    loadModel();
  } else if (m_nextPicture < m_data->count()) {
    readPictures();
    if (m_nextPicture == m_data->count()) {
      plan();
      context.send(report());
    }
  } else if (m_row < m_rows.size()) {
    if (!m_run) startRow();
    m_run->step();
    tellProgress(context);
    if (!m_run->isDone()) return StepOutcome::More;
    m_run.reset();
    ++m_row;
    context.send(report());
  } else {
    context.finish(report());
    return StepOutcome::Done;
  }
  return StepOutcome::More;
}

void TransferJob::begin() {
  m_start = std::chrono::steady_clock::now();
  if (m_request.batch < 1 || m_request.batch > 65536)
    throw userFailure("The batch size is out of range.", "Give 1 to 65536.");
  if (m_request.models.empty())
    throw userFailure("No network was named.", "Name some: --models digits,advertorch_clean.");
  const Attack& attack = findAttack(m_request.attack);
  m_request.params = radiusParams(attack.info(), m_request.params);
  m_attack = &attack;
}

void TransferJob::loadModel() {
  m_models.push_back(m_workspace.classifier(m_request.models[m_models.size()]));
  m_report.models.push_back(m_models.back()->info());
  const ModelInfo& first = m_report.models.front();
  const ModelInfo& last = m_report.models.back();
  if (!takeTheSamePictures(first, last)) {
    throw userFailure(last.title + " does not take the pictures of " + first.title + ", or has other classes.",
                      "Choose networks with the same input size, channels and labels.");
  }
  if (m_models.size() < m_request.models.size()) return;
  if (m_request.data.empty()) m_request.data = firstSamples(first, m_request.count, m_workspace);
  m_data = m_workspace.dataset(m_request.data);
  checkClasses(*m_data, m_request.data, first);
  m_batch = shortBatch(m_request.batch, first, m_workspace.device());
  m_rightOfBatch.resize(m_models.size());
  m_report.cleanRight.resize(m_models.size());
  if (m_models.size() == 1)
    m_report.note = "There is only one network for these pictures, so nothing can carry over to another one.";
}

void TransferJob::readPictures() {
  const int end = std::min(m_data->count(), m_nextPicture + m_batch);
  const auto [x, labels] =
      readBatch(*m_data, m_request.data, m_nextPicture, end, m_report.models.front(), m_workspace.device());
  m_pictures.push_back(x);
  m_batchLabels.push_back(labels);
  for (std::size_t index = 0; index < m_models.size(); ++index) {
    const at::NoGradGuard noGrad;
    const at::Tensor right = logitsOf(*m_models[index], x).argmax(1).eq(labels);
    m_rightOfBatch[index].push_back(right);
    m_report.cleanRight[index] += static_cast<int>(right.sum().item<std::int64_t>());
  }
  m_nextPicture = end;
}

void TransferJob::plan() {
  const at::NoGradGuard noGrad;
  m_x0 = at::cat(m_pictures);
  m_labels = at::cat(m_batchLabels);
  m_pictures.clear();
  m_report.count = static_cast<int>(m_labels.numel());
  for (const auto& parts : m_rightOfBatch) m_right.push_back(at::cat(parts));
  const double epsilon = m_request.params.at("epsilon");
  std::vector<double> radii = {epsilon};
  const double most = std::min(m_request.reach, m_attack->info().param("epsilon")->maximum);
  for (const double share : kAxisShares) {
    if (const double radius = share * most; radius > 0.0 && std::abs(radius - epsilon) > 1e-6) radii.push_back(radius);
  }
  for (std::size_t matrix = 0; matrix < radii.size(); ++matrix) {
    TransferMatrix empty;
    empty.epsilon = radii[matrix];
    empty.rows.resize(m_models.size());
    m_report.matrices.push_back(empty);
    m_rows.push_back({matrix, m_models.size()});
    for (std::size_t source = 0; source < m_models.size(); ++source) m_rows.push_back({matrix, source});
  }
}

void TransferJob::startRow() {
  const Row& row = m_rows[m_row];
  TransferMatrix& matrix = m_report.matrices[row.matrix];
  (isNoise(row) ? matrix.noise : matrix.rows[row.source]).assign(m_models.size(), {});
  const ClassifierPtr& model = m_models[isNoise(row) ? 0 : row.source];
  const Attack& attack = isNoise(row) ? findAttack("noise") : *m_attack;
  m_attacked =
      isNoise(row) ? at::arange(m_labels.numel(), m_labels.options()) : m_right[row.source].nonzero().flatten();
  AttackProblem problem{model,         m_x0.index_select(0, m_attacked), m_labels.index_select(0, m_attacked), {}, {},
                        m_request.seed};
  problem.params = isNoise(row)
                       ? noiseParams(m_attack->info().normWith(m_request.params), matrix.epsilon, model->info())
                       : paramsAtRadius(attack.info(), m_request.params, matrix.epsilon);
  problem.pictures = picturesLike(model, m_workspace);
  m_run.emplace(attack, std::move(problem), m_batch,
                [this](const at::Tensor& adversarial, std::int64_t from) { tryOnAll(adversarial, from); });
}

void TransferJob::tryOnAll(const at::Tensor& adversarial, std::int64_t from) {
  const at::NoGradGuard noGrad;
  const Row& row = m_rows[m_row];
  TransferMatrix& matrix = m_report.matrices[row.matrix];
  std::vector<TransferCell>& cells = isNoise(row) ? matrix.noise : matrix.rows[row.source];
  const at::Tensor which = m_attacked.slice(0, from, from + adversarial.size(0));
  const at::Tensor labels = m_labels.index_select(0, which);
  for (std::size_t column = 0; column < m_models.size(); ++column) {
    const at::Tensor wasRight = m_right[column].index_select(0, which);
    const at::Tensor isWrong = logitsOf(*m_models[column], adversarial).argmax(1).ne(labels);
    cells[column].of += static_cast<int>(wasRight.sum().item<std::int64_t>());
    cells[column].fooled += static_cast<int>(isWrong.logical_and(wasRight).sum().item<std::int64_t>());
  }
}

void TransferJob::tellProgress(JobContext& context) const {
  const double rows = static_cast<double>(m_row) + (m_run->isDone() ? 1.0 : m_run->done());
  const double share = rows / static_cast<double>(m_rows.size());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  const Row& row = m_rows[m_row];
  const std::string what = isNoise(row) ? "Random noise" : "Attacking " + m_models[row.source]->info().title;
  context.send(Progress{what, share, share > 0.0 ? seconds * (1.0 - share) / share : -1.0});
}

TransferReported TransferJob::report() const {
  TransferReported report = m_report;
  report.request = m_request;
  report.epsilon = m_request.params.at("epsilon");
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  return report;
}

namespace {
const RegisterJob<TransferRequest, TransferJob> kRegistered;
}  // namespace

}  // namespace adv
