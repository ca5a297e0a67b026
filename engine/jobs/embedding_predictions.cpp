// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_predictions.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/jobs/make_job.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kPicturesTogether = 256;

}  // namespace

StepOutcome EmbeddingPredictionsJob::step(JobContext& context) {
  if (!m_samples) {
    begin();
    return StepOutcome::More;
  }
  if (m_adversaries && !m_adversaries->isDone()) {
    m_adversaries->step();
    context.send(Progress{"Attacking the pictures", m_adversaries->done(), -1.0});
    return StepOutcome::More;
  }
  if (m_next < m_count) {
    predictSome();
    context.send(Progress{"Predicting the pictures", static_cast<double>(m_next) / m_count, -1.0});
    if (m_next < m_count && m_tell.isDue()) context.send(knownSoFar());
    return StepOutcome::More;
  }
  context.finish(knownSoFar());
  return StepOutcome::Done;
}

void EmbeddingPredictionsJob::begin() {
  const EmbeddingSource& source = m_request.source;
  m_samples.emplace(source.data, m_request.model, m_workspace);
  m_clean = m_count = firstOf(source.count, m_samples->count());
  if (source.attack) {
    m_adversaries.emplace(source, m_workspace);
    checkSameInput(m_samples->model()->info(), m_adversaries->samples().model()->info());
    m_count = 2 * m_clean;
  }
  m_together = shortBatch(kPicturesTogether, m_samples->model()->info(), m_workspace.device());
  m_known.classes = m_samples->model()->info().labels;
  m_known.labelsFit = m_samples->labelsFit();
  m_known.predictions.assign(static_cast<std::size_t>(m_count), -1);
  m_known.confidences.assign(static_cast<std::size_t>(m_count), 0.0F);
}

void EmbeddingPredictionsJob::predictSome() {
  const bool isClean = m_next < m_clean;
  const int end = std::min(m_next + m_together, isClean ? m_clean : m_count);
  const at::Tensor xPixel = isClean ? m_samples->pictures(numbersFrom(m_next, end))
                                    : m_adversaries->result()->pictures(m_next - m_clean, end - m_clean);
  const at::Tensor logits = logitsOf(*m_samples->model(), xPixel.to(m_workspace.device()));
  const auto [confidence, prediction] = logits.softmax(1).to(at::kCPU).max(1);
  for (std::int64_t i = 0; i < prediction.size(0); ++i, ++m_next) {
    m_known.predictions[static_cast<std::size_t>(m_next)] = static_cast<int>(prediction[i].item<std::int64_t>());
    m_known.confidences[static_cast<std::size_t>(m_next)] = confidence[i].item<float>();
  }
}

EmbeddingPredictionsReady EmbeddingPredictionsJob::knownSoFar() const {
  return {m_request, std::make_shared<const EmbeddingPredictions>(m_known), m_next == m_count};
}

namespace {
const RegisterJob<EmbeddingPredictionsRequest, EmbeddingPredictionsJob> kRegistered;
}  // namespace

}  // namespace adv
