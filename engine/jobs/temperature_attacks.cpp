// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/temperature_attacks.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/analysis/distortion.hpp"
#include "engine/api/error.hpp"
#include "engine/api/similar_models.hpp"
#include "engine/jobs/evaluation.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/jobs/temperature_plan.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kBatch = 32;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Another class for each picture, the same whatever else is attacked with it.
at::Tensor drawTargets(const at::Tensor& xPixel, const at::Tensor& labels, int classes, std::uint64_t seed) {
  ImageDraws draws(xPixel, seed);
  std::vector<std::int64_t> steps;
  for (std::int64_t i = 0; i < draws.count(); ++i) steps.push_back(1 + draws.indexOf(i, classes - 1));
  return (labels + at::tensor(steps, at::kLong).to(labels.device())).remainder(classes);
}

/// The mean of what was counted before and what comes to it.
double meanWith(double mean, int before, const at::Tensor& values) {
  const auto more = static_cast<double>(values.numel());
  return before + more > 0 ? (mean * before + values.sum().item<double>()) / (before + more) : 0.0;
}

}  // namespace

StepOutcome TemperatureAttacksJob::step(JobContext& context) {
  if (m_request.models.empty()) {
    throw userFailure("No network was named.", "Name at least one.");
  } else if (m_subjects.size() < m_request.models.size()) {
    loadModel();
  } else if (m_nextPicture < m_data->count()) {
    readPictures();
  } else if (m_sorted < m_subjects.size()) {
    sortOut();
    context.send(knownSoFar());
  } else if (m_unit < m_request.attacks.size() * m_subjects.size()) {
    if (!m_run) startUnit();
    if (!m_run->isDone()) m_run->step();
    tellProgress(context);
    if (!m_run->isDone()) return StepOutcome::More;
    endUnit();
    context.send(knownSoFar());
  } else {
    m_ready.complete = true;
    context.finish(knownSoFar());
    return StepOutcome::Done;
  }
  return StepOutcome::More;
}

void TemperatureAttacksJob::begin() {
  m_start = Clock::now();
  checkTemperatureAttacks(m_request);
  if (m_request.attacks.empty()) {
    for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) m_request.attacks.push_back(info.attack);
  }
}

void TemperatureAttacksJob::loadModel() {
  if (m_subjects.empty()) begin();
  const ClassifierPtr model = m_workspace.classifier(m_request.models[m_subjects.size()]);
  const ModelInfo& info = model->info();
  if (m_subjects.empty()) {
    if (m_request.data.empty()) m_request.data = firstSamples(info, m_request.count, m_workspace);
    m_data = m_workspace.dataset(m_request.data);
    checkClasses(*m_data, m_request.data, info);
    if (m_data->count() == 0) throw userFailure(m_request.data + " has no pictures.", "Choose another slice.");
    if (info.classCount() < 2) throw userFailure(info.title + " has one class only.", "Choose another network.");
  } else if (!takeTheSamePictures(m_subjects.front().model->info(), info)) {
    throw userFailure(info.title + " does not take the pictures of " + m_subjects.front().model->info().title +
                          ", or has other classes.",
                      "Choose networks with the same input size, channels and labels.");
  }
  m_subjects.push_back({model, {}, {}, {}});
  TemperatureRow row;
  row.model = info;
  row.temperature = info.temperature;
  m_ready.rows.push_back(std::move(row));
}

void TemperatureAttacksJob::readPictures() {
  const ModelInfo& first = m_subjects.front().model->info();
  const int end = std::min(m_data->count(), m_nextPicture + kBatch);
  const auto [x, labels] = readBatch(*m_data, m_request.data, m_nextPicture, end, first, m_workspace.device());
  m_pictures.push_back(x);
  m_pictureLabels.push_back(labels);
  m_nextPicture = end;
  if (end < m_data->count()) return;
  m_x0 = at::cat(m_pictures);
  m_labels = at::cat(m_pictureLabels);
  m_targets = drawTargets(m_x0, m_labels, first.classCount(), m_request.seed);
  m_pictures.clear();
  m_ready.pictures = static_cast<int>(m_labels.numel());
}

void TemperatureAttacksJob::sortOut() {
  const at::NoGradGuard noGrad;
  Subject& subject = m_subjects[m_sorted];
  TemperatureRow& row = m_ready.rows[m_sorted++];
  const at::Tensor right = logitsOf(*subject.model, m_x0).argmax(1).eq(m_labels).nonzero().flatten();
  subject.xPixel = m_x0.index_select(0, right);
  subject.labels = m_labels.index_select(0, right);
  subject.targets = m_targets.index_select(0, right);
  row.count = m_ready.pictures;
  row.correct = static_cast<int>(right.numel());
}

TemperatureCell& TemperatureAttacksJob::cellOf(std::size_t unit) {
  auto& cell = m_ready.rows[rowOf(unit)].cells[static_cast<std::size_t>(attackOf(unit))];
  return cell ? *cell : cell.emplace();
}

void TemperatureAttacksJob::startUnit() {
  const Subject& subject = m_subjects[rowOf(m_unit)];
  const TemperaturePlan plan = planOf(attackOf(m_unit), m_request, subject.model);
  m_unitStart = Clock::now();
  AttackProblem problem{plan.model, subject.xPixel, subject.labels, {}, plan.params, m_request.seed};
  if (infoOf(attackOf(m_unit)).isTargeted) problem.targets = subject.targets;
  m_run.emplace(*plan.attack, std::move(problem), shortBatch(kBatch, subject.model->info(), m_workspace.device()),
                [this](const at::Tensor& adversarial, std::int64_t begin) { count(adversarial, begin); });
}

void TemperatureAttacksJob::count(const at::Tensor& adversarial, std::int64_t begin) {
  const at::NoGradGuard noGrad;
  const Subject& subject = m_subjects[rowOf(m_unit)];
  const std::int64_t end = begin + adversarial.size(0);
  const at::Tensor x = subject.xPixel.slice(0, begin, end);
  const at::Tensor says = logitsOf(*subject.model, adversarial).argmax(1);
  const at::Tensor isSuccess = infoOf(attackOf(m_unit)).isTargeted ? says.eq(subject.targets.slice(0, begin, end))
                                                                   : says.ne(subject.labels.slice(0, begin, end));
  const at::Tensor changed = adversarial.ne(x).flatten(1).to(at::kDouble).mean(1);
  const at::Tensor l2 = measureDistances(adversarial, x).l2;
  TemperatureCell& cell = cellOf(m_unit);
  cell.meanL2 = meanWith(cell.meanL2, cell.succeeded, l2.masked_select(isSuccess));
  cell.meanChangedShare = meanWith(cell.meanChangedShare, cell.succeeded, changed.masked_select(isSuccess));
  cell.attacked += static_cast<int>(end - begin);
  cell.succeeded += static_cast<int>(isSuccess.sum().item<std::int64_t>());
  cell.unmoved += static_cast<int>(changed.eq(0).sum().item<std::int64_t>());
}

void TemperatureAttacksJob::endUnit() {
  m_run.reset();
  cellOf(m_unit).seconds = secondsSince(m_unitStart);
  m_effortDone += effortOf(attackOf(m_unit), m_request);
  ++m_unit;
}

TemperatureAttacksReady TemperatureAttacksJob::knownSoFar() const {
  TemperatureAttacksReady ready = m_ready;
  ready.request = m_request;
  ready.seconds = secondsSince(m_start);
  return ready;
}

void TemperatureAttacksJob::tellProgress(JobContext& context) const {
  double effort = 0.0;
  for (const TemperatureAttack attack : m_request.attacks)
    effort += effortOf(attack, m_request) * static_cast<double>(m_subjects.size());
  const double share = (m_effortDone + m_run->done() * effortOf(attackOf(m_unit), m_request)) / effort;
  const std::string what =
      std::string(infoOf(attackOf(m_unit)).title) + " on " + m_subjects[rowOf(m_unit)].model->info().title;
  context.send(Progress{what, share, share > 0.0 ? secondsSince(m_start) * (1.0 - share) / share : -1.0});
}

namespace {
const RegisterJob<TemperatureAttacksRequest, TemperatureAttacksJob> kRegistered;
}  // namespace

}  // namespace adv
