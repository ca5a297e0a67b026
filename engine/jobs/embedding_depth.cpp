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
constexpr int kMost = 1000;
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
    startSets();
  } else if (m_made < m_count) {
    makeSome();
  } else if (m_end == 0) {
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
    throw userFailure("The number of pictures is out of range.", "Give 4 to 1000.");
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

void EmbeddingDepthJob::startSets() {
  const AdversarialPicturesPtr made = m_adversaries->result();
  for (int i = 0; i < made->count; ++i) {
    if (!made->isRight[i].item<bool>()) continue;
    m_right.push_back(i);
    m_labels.push_back(static_cast<int>(made->labels[i].item<std::int64_t>()));
  }
  m_count = static_cast<std::int64_t>(m_right.size());
  m_request.attack.params = made->params;
  m_ready.request = m_request;
  m_ready.pictures = static_cast<int>(m_count);
  m_ready.wrongFromStart = made->count - m_ready.pictures;
  if (m_count < kFewest)
    throw userFailure("Only " + std::to_string(m_count) + " pictures are right from the start.",
                      "Give more pictures, or another network.");
  const ModelInfo& info = m_model->info();
  m_sets = at::empty({3 * m_count, info.channels, info.height, info.width}, at::kByte);
}

/// Some pictures of each set: the clean one, the adversarial one, and random signs of the same size.
void EmbeddingDepthJob::makeSome() {
  const AdversarialPicturesPtr made = m_adversaries->result();
  const std::string norm = findAttack(m_request.attack.attack).info().normWith(made->params);
  const std::int64_t end = std::min(m_made + m_together, m_count);
  const std::vector<int> numbers(m_right.begin() + m_made, m_right.begin() + end);
  const at::Tensor xPixel = m_adversaries->samples().pictures(numbers).to(at::kCPU);
  const at::Tensor adversarial =
      made->levels.index_select(0, at::tensor(numbers, at::kLong)).to(at::kFloat).div_(kLevels);
  const at::Tensor noise = noiseTwins(adversarial, xPixel, ImageDraws(xPixel, m_request.seed).signs(), norm);
  std::int64_t set = 0;
  for (const at::Tensor& one : {xPixel, adversarial, noise}) {
    m_sets.slice(0, set * m_count + m_made, set * m_count + end).copy_(one.mul(kLevels).round_());
    ++set;
  }
  m_made = end;
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

/// True where another layer is known.
bool EmbeddingDepthJob::compareSome() {
  if (!m_distances) m_distances.emplace(m_features[m_ready.layers.size() - m_first]);
  if (m_distances->step()) return false;
  addLayer(m_distances->squares());
  m_distances.reset();
  m_ready.isComplete = m_ready.layers.size() == layers().size();
  m_ready.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  if (m_ready.layers.size() == m_end && !m_ready.isComplete) chooseLayers();
  return true;
}

void EmbeddingDepthJob::addLayer(const at::Tensor& squares) {
  const std::int64_t each = std::min<std::int64_t>(m_request.neighbours, m_count - 1);
  const at::Tensor clean = at::arange(m_count, at::kLong);
  const at::Tensor withNoise = at::cat({clean, clean + 2 * m_count});
  const TwoSets attack(squares.slice(0, 0, 2 * m_count).slice(1, 0, 2 * m_count), each);
  const TwoSets noise(squares.index_select(0, withNoise).index_select(1, withNoise), each);
  const std::vector<int> seen(m_seen.begin() + m_count, m_seen.begin() + 2 * m_count);
  m_ready.layers.push_back({layers()[m_ready.layers.size()], attack.separation(), noise.separation(),
                            attack.crossing(m_labels, m_labels, seen, m_isFooled),
                            noise.crossing(m_labels, m_labels, seen, m_isFooled)});
}

namespace {
const RegisterJob<EmbeddingDepthRequest, EmbeddingDepthJob> kRegistered;
}  // namespace

}  // namespace adv
