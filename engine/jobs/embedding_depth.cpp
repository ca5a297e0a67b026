// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_depth.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/noise_twins.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

constexpr int kFewest = 4;
constexpr int kMost = 2000;
constexpr int kMostNeighbours = 100;
constexpr int kPicturesTogether = 128;
constexpr std::int64_t kMostBytes = 600'000'000;  ///< of the pictures
constexpr std::int64_t kValuesTogether = 100'000'000;
constexpr std::int64_t kMostValues = 400'000'000;  ///< of one layer: 1.6 GB
constexpr double kLevels = 255.0;

std::int64_t valuesOf(const LayerInfo& layer) {
  std::int64_t values = 1;
  for (const std::int64_t side : layer.shape) values *= side;
  return values;
}

}  // namespace

StepOutcome EmbeddingDepthJob::step(JobContext& context) {
  if (!m_adversaries) {
    begin();
  } else if (!m_adversaries->isDone()) {
    m_adversaries->step();
  } else if (!m_sets.defined()) {
    makeSets();
    chooseLayers();
  } else if (m_traced < m_sets.size(0)) {
    traceSome();
  } else if (compareSome()) {
    if (m_ready.isComplete) {
      context.finish(m_ready);
      return StepOutcome::Done;
    }
    context.send(m_ready);
  }
  context.send(Progress{m_sets.defined() ? "Comparing the layers" : "Attacking the pictures", done(), -1.0});
  return StepOutcome::More;
}

double EmbeddingDepthJob::done() const {
  if (!m_sets.defined()) return m_adversaries ? m_adversaries->done() / 2 : 0.0;
  return 0.5 + 0.5 * static_cast<double>(m_ready.layers.size()) / static_cast<double>(layers().size());
}

void EmbeddingDepthJob::begin() {
  if (m_request.count < kFewest || m_request.count > kMost)
    throw userFailure("The number of pictures is out of range.", "Give 4 to 2000.");
  if (m_request.neighbours < 1 || m_request.neighbours > kMostNeighbours)
    throw userFailure("The number of neighbours is out of range.", "Give 1 to 100.");
  m_model = m_workspace.classifier(m_request.model);
  const ModelInfo& info = m_model->info();
  m_ready.layerCount = static_cast<int>(layers().size());
  if (m_request.data.empty()) m_request.data = firstSamples(info, m_request.count, m_workspace);
  if (3LL * m_request.count * info.width * info.height * info.channels > kMostBytes)
    throw userFailure("So many pictures of this size do not fit into memory.", "Give fewer.");
  EmbeddingSource source;
  source.data = m_request.data;
  source.count = m_request.count;
  source.model = m_request.model;
  source.attack = EmbeddingAttack{m_request.model, m_request.attack, m_request.target, m_request.seed};
  m_adversaries.emplace(source, m_workspace);
  m_together = shortBatch(kPicturesTogether, info, m_workspace.device());
  m_ready.model = info;
}

/// Of the pictures that are right from the start, and random signs of the same size.
void EmbeddingDepthJob::makeSets() {
  const AdversarialPicturesPtr made = m_adversaries->result();
  const at::Tensor right = made->isRight.nonzero().flatten();
  m_count = right.numel();
  m_request.attack.params = made->params;
  m_ready.request = m_request;
  m_ready.pictures = static_cast<int>(m_count);
  m_ready.wrongFromStart = made->count - m_ready.pictures;
  if (m_count < kFewest)
    throw userFailure("Only " + std::to_string(m_count) + " pictures are right from the start.",
                      "Give more pictures, or another network.");
  std::vector<at::Tensor> clean;
  std::vector<at::Tensor> noise;
  const std::string norm = findAttack(m_request.attack.attack).info().normWith(made->params);
  for (std::int64_t i = 0; i < m_count; ++i) {
    const auto index = right[i].item<std::int64_t>();
    m_labels.push_back(static_cast<int>(made->labels[index].item<std::int64_t>()));
    const int number = static_cast<int>(index);
    const at::Tensor xPixel = m_adversaries->samples().pictures({&number, 1}).to(at::kCPU);
    const at::Tensor signs = ImageDraws(xPixel, m_request.seed).signs();
    const at::Tensor twin = noiseTwins(made->pictures(index, index + 1), xPixel, signs, norm);
    clean.push_back(xPixel.mul(kLevels).round_().to(at::kByte));
    noise.push_back(twin.mul(kLevels).round_().to(at::kByte));
  }
  m_sets = at::cat({at::cat(clean), made->levels.index_select(0, right), at::cat(noise)});
}

void EmbeddingDepthJob::chooseLayers() {
  const std::int64_t pictures = m_sets.size(0);
  m_first = m_end;
  m_features.clear();
  m_traced = 0;
  std::int64_t values = 0;
  while (m_end < layers().size() &&
         (m_end == m_first || values + pictures * valuesOf(layers()[m_end]) <= kValuesTogether)) {
    const std::int64_t width = valuesOf(layers()[m_end]);
    if (pictures * width > kMostValues)
      throw userFailure("The results of layer " + layers()[m_end].name + " do not fit into memory.",
                        "Give fewer pictures.");
    values += pictures * width;
    m_features.push_back(at::empty({pictures, width}, at::kFloat));
    ++m_end;
  }
}

void EmbeddingDepthJob::traceSome() {
  const std::int64_t end = std::min(m_traced + m_together, m_sets.size(0));
  const at::NoGradGuard noGraph;
  const at::Tensor xPixel = m_sets.slice(0, m_traced, end).to(at::kFloat).div_(kLevels).to(m_model->device());
  const at::Tensor logits = layersOf(*m_model).tracedLogits(xPixel, [&](std::size_t index, const at::Tensor& result) {
    if (index >= m_first && index < m_end) m_features[index - m_first].slice(0, m_traced, end).copy_(result.flatten(1));
  });
  if (m_first == 0) takePredictions(logits);
  m_traced = end;
}

void EmbeddingDepthJob::takePredictions(const at::Tensor& logits) {
  const at::Tensor seen = logits.argmax(1).to(at::kCPU);
  for (std::int64_t i = 0; i < seen.size(0); ++i) m_seen.push_back(static_cast<int>(seen[i].item<std::int64_t>()));
  if (static_cast<std::int64_t>(m_seen.size()) < m_sets.size(0)) return;
  const auto count = static_cast<std::size_t>(m_count);
  for (std::size_t i = 0; i < count; ++i) {
    m_isFooled.push_back(m_seen[count + i] != m_labels[i]);
    m_ready.fooled += m_isFooled.back() ? 1 : 0;
    m_ready.fooledByNoise += m_seen[2 * count + i] != m_labels[i] ? 1 : 0;
  }
}

at::Tensor EmbeddingDepthJob::featuresOf(int set) const {
  const at::Tensor& features = m_features[m_ready.layers.size() - m_first];
  return features.slice(0, set * m_count, (set + 1) * m_count);
}

/// True where another layer is known.
bool EmbeddingDepthJob::compareSome() {
  if (!m_attack) {
    // Distances come out more exactly where numbers are small.
    const at::Tensor middle = featuresOf(0).mean(0);
    const std::int64_t each = std::min<std::int64_t>(m_request.neighbours, m_count - 1);
    m_attack.emplace(featuresOf(0) - middle, featuresOf(1) - middle, each);
    m_noise.emplace(featuresOf(0) - middle, featuresOf(2) - middle, each);
    return false;
  }
  if (!m_isAttackKnown) {
    m_isAttackKnown = !m_attack->step();
    return false;
  }
  if (m_noise->step()) return false;
  const std::vector<int> seen(m_seen.begin() + m_count, m_seen.begin() + 2 * m_count);
  m_ready.layers.push_back({layers()[m_ready.layers.size()], m_attack->separation(), m_noise->separation(),
                            m_attack->crossing(m_labels, m_labels, seen, m_isFooled),
                            m_noise->crossing(m_labels, m_labels, seen, m_isFooled)});
  m_attack.reset();
  m_noise.reset();
  m_isAttackKnown = false;
  m_ready.isComplete = m_ready.layers.size() == layers().size();
  m_ready.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  if (m_ready.layers.size() == m_end && !m_ready.isComplete) chooseLayers();
  return true;
}

namespace {
const RegisterJob<EmbeddingDepthRequest, EmbeddingDepthJob> kRegistered;
}  // namespace

}  // namespace adv
