// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/trust.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/jobs/evaluation.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

/// How far the outputs of a softmax may be from summing to 1, in float32 and for a thousand classes.
constexpr double kSumNoise = 1e-3;

bool looksLikeSoftmax(const at::Tensor& outputs) {
  const at::Tensor sums = outputs.sum(1);
  return outputs.min().item<double>() >= 0.0 && (sums - 1.0).abs().max().item<double>() < kSumNoise;
}

std::vector<std::uint8_t> bytesOf(const at::Tensor& mask) {
  const at::Tensor bytes = mask.to(at::kByte).to(at::kCPU).contiguous();
  return {bytes.const_data_ptr<std::uint8_t>(), bytes.const_data_ptr<std::uint8_t>() + bytes.numel()};
}

}  // namespace

StepOutcome TrustJob::step(JobContext& context) {
  if (!m_subject.model) {
    begin();
  } else if (m_nextPicture < m_data->count()) {
    readPictures();
    if (m_nextPicture < m_data->count()) return StepOutcome::More;
    finishReading();
    if (m_evidence.cleanRight == 0) {
      context.finish(report());
      return StepOutcome::Done;
    }
    context.send(report());
  } else {
    stepProbe();
    tellProgress(context);
    if (m_run) return StepOutcome::More;
    if (m_probe == m_probes.size()) {
      context.finish(report());
      return StepOutcome::Done;
    }
    context.send(report());
  }
  return StepOutcome::More;
}

void TrustJob::begin() {
  m_start = std::chrono::steady_clock::now();
  if (m_request.batch < 1 || m_request.batch > 65536)
    throw userFailure("The batch size is out of range.", "Give 1 to 65536.");
  const Attack& attack = findAttack(m_request.attack);
  m_request.params = trustParams(attack.info(), m_request.params);
  ClassifierPtr model = m_workspace.classifier(m_request.model);
  if (m_request.data.empty()) m_request.data = firstSamples(model->info(), m_request.count, m_workspace);
  m_data = m_workspace.dataset(m_request.data);
  checkClasses(*m_data, m_request.data, model->info());
  if (!m_request.other.empty()) m_subject.other = m_workspace.classifier(m_request.other);
  m_subject.attack = &attack;
  m_subject.model = std::move(model);
  m_batch = shortBatch(m_request.batch, m_subject.model->info(), m_workspace.device());
  m_evidence = emptyEvidence(m_request, m_subject);
}

void TrustJob::readPictures() {
  const int end = std::min(m_data->count(), m_nextPicture + m_batch);
  const ModelInfo& info = m_subject.model->info();
  const auto [x, labels] = readBatch(*m_data, m_request.data, m_nextPicture, end, info, m_workspace.device());
  const LossGradient found = crossEntropyGradient(*m_subject.model, x, labels);
  const at::NoGradGuard noGrad;
  const at::Tensor right = found.logits.argmax(1).eq(labels).nonzero().flatten();
  const at::Tensor isZero = found.gradient.index_select(0, right).eq(0).flatten(1);
  m_looksLikeSoftmax = m_looksLikeSoftmax && looksLikeSoftmax(found.logits);
  m_zeroComponents += isZero.to(at::kDouble).mean(1).sum().item<double>();
  m_evidence.withoutGradient += static_cast<int>(isZero.all(1).sum().item<std::int64_t>());
  m_evidence.count += end - m_nextPicture;
  m_evidence.cleanRight += static_cast<int>(right.numel());
  m_pictures.push_back(x.index_select(0, right));
  m_batchLabels.push_back(labels.index_select(0, right));
  m_nextPicture = end;
}

void TrustJob::finishReading() {
  m_x0 = at::cat(m_pictures);
  m_labels = at::cat(m_batchLabels);
  m_pictures.clear();
  m_evidence.gradientsKnown = true;
  m_evidence.looksLikeSoftmax = m_looksLikeSoftmax;
  m_evidence.zeroShare = m_zeroComponents / std::max(1, m_evidence.cleanRight);
  m_probes = planProbes(m_request, m_subject, m_evidence);
  for (const TrustProbe& probe : m_probes) m_effort += probe.effort;
}

void TrustJob::startProbe() {
  const TrustProbe& probe = m_probes[m_probe];
  if (m_draw == 0) m_right = at::ones_like(m_labels, at::kBool);
  AttackProblem problem{probe.source, m_x0,         m_labels,
                        {},           probe.params, m_request.seed + static_cast<std::uint64_t>(m_draw)};
  problem.pictures = picturesLike(m_subject.model, m_workspace);
  m_run.emplace(*probe.attack, std::move(problem), m_batch, [this](const at::Tensor& adversarial, std::int64_t from) {
    const at::NoGradGuard noGrad;
    const std::int64_t to = from + adversarial.size(0);
    const at::Tensor right = logitsOf(*m_subject.model, adversarial).argmax(1).eq(m_labels.slice(0, from, to));
    m_right.slice(0, from, to).logical_and_(right);
  });
}

void TrustJob::stepProbe() {
  if (!m_run) startProbe();
  m_run->step();
  if (!m_run->isDone()) return;
  m_run.reset();
  if (++m_draw == m_probes[m_probe].draws) return finishProbe();
  startProbe();
}

void TrustJob::finishProbe() {
  const TrustProbe& probe = m_probes[m_probe];
  TrustOutcome outcome{probe.count, bytesOf(m_right)};
  outcome.count.of = m_evidence.count;
  outcome.count.right = static_cast<int>(std::count(outcome.right.begin(), outcome.right.end(), 1));
  m_evidence.outcomes.push_back(std::move(outcome));
  m_effortDone += probe.effort;
  m_draw = 0;
  ++m_probe;
}

TrustReported TrustJob::report() const {
  TrustReported report;
  report.request = m_request;
  report.model = m_subject.model->info();
  report.otherTitle = m_evidence.other;
  report.count = m_evidence.count;
  report.cleanRight = m_evidence.cleanRight;
  report.epsilon = m_evidence.epsilon;
  report.zeroShare = m_evidence.zeroShare;
  report.lamps = judgeLamps(m_evidence);
  for (const TrustOutcome& outcome : m_evidence.outcomes) report.counts.push_back(outcome.count);
  const TrustJudgement judgement = judge(m_evidence, report.lamps);
  report.verdict = judgement.verdict;
  report.sentence = judgement.sentence;
  report.detail = judgement.detail;
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  return report;
}

void TrustJob::tellProgress(JobContext& context) const {
  double done = m_effortDone;
  if (m_run) {
    const TrustProbe& probe = m_probes[m_probe];
    done += probe.effort * (m_draw + m_run->done()) / probe.draws;
  }
  const double share = done / m_effort;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  const std::string what = m_probe < m_probes.size() ? m_probes[m_probe].count.what : m_probes.back().count.what;
  context.send(Progress{what, share, share > 0.0 ? seconds * (1.0 - share) / share : -1.0});
}

namespace {
const RegisterJob<TrustRequest, TrustJob> kRegistered;
}  // namespace

}  // namespace adv
