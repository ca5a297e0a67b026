// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_robustness.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/radius_params.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kPicturesTogether = 128;
constexpr int kLargestBlock = 512;
constexpr int kValuesOfABlock = 20'000'000;
constexpr int kMostLevels = 255;

std::vector<int> shuffled(int count, std::uint64_t seed) {
  std::vector<int> order = numbersFrom(0, count);
  Draws draws(seed);
  for (int i = count - 1; i > 0; --i)
    std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(draws.below(i + 1))]);
  return order;
}

/// Of levels among which those that withstood count as infinite.
double medianOf(std::vector<int> levels, int withstood) {
  const std::size_t middle = (levels.size() + static_cast<std::size_t>(withstood)) / 2;
  if (middle >= levels.size()) return 0.0;
  std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(middle), levels.end());
  return levels[middle];
}

}  // namespace

StepOutcome EmbeddingRobustnessJob::step(JobContext& context) {
  if (!m_samples) {
    begin();
    return StepOutcome::More;
  }
  if (m_search && m_search->isDone()) {
    m_search.reset();
    m_right.clear();
  }
  if (!m_search && m_read == m_order.size()) {
    context.finish(knownSoFar());
    return StepOutcome::Done;
  }
  if (m_search) {
    m_search->step();
    takeUp();
  } else {
    readSome();
  }
  context.send(Progress{m_attack->info().title + " at rising ε", done(), -1.0});
  if (m_tell.isDue()) context.send(knownSoFar());
  return StepOutcome::More;
}

void EmbeddingRobustnessJob::begin() {
  m_attack = &findAttack(m_request.attack.attack);
  const AttackInfo& info = m_attack->info();
  m_request.attack.params = radiusParams(info, m_request.attack.params);
  if (info.normWith(m_request.attack.params) != "L∞")
    throw userFailure(info.title + " measures its ε in " + info.normWith(m_request.attack.params) + ".",
                      "Choose an attack in L∞, such as FGSM or BIM.");
  if (m_request.maximumLevels < 0 || m_request.maximumLevels > kMostLevels)
    throw userFailure("The largest ε is out of range.", "Give 1/255 to 255/255, or 0 for twice the usual one.");
  m_samples.emplace(m_request.source.data, m_request.model, m_workspace);
  const ModelInfo& model = m_samples->model()->info();
  if (m_request.maximumLevels == 0)
    m_request.maximumLevels =
        std::clamp(static_cast<int>(std::lround(2 * kMostLevels * model.usualEpsilon)), 1, kMostLevels);
  m_together = shortBatch(kPicturesTogether, model, m_workspace.device());
  m_block = static_cast<std::size_t>(
      std::clamp(kValuesOfABlock / static_cast<int>(valuesOf(model)), m_together, kLargestBlock));
  m_order = shuffled(firstOf(m_request.source.count, m_samples->count()), m_request.seed);
  m_levels.assign(m_order.size(), EmbeddingRobustness::kPending);
}

double EmbeddingRobustnessJob::done() const {
  const double open = static_cast<double>(m_right.size()) * (m_search ? 1.0 - m_search->done() : 1.0);
  return (static_cast<double>(m_read) - open) / static_cast<double>(m_order.size());
}

/// Reads pictures of the next block and sets aside those that are wrong from the start.
void EmbeddingRobustnessJob::readSome() {
  if (m_read == m_blockEnd) m_blockEnd = std::min(m_blockEnd + m_block, m_order.size());
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(m_together), m_blockEnd - m_read);
  const std::span<const int> numbers(m_order.data() + m_read, count);
  const at::Tensor xPixel = m_samples->pictures(numbers);
  const at::Tensor logits = logitsOf(*m_samples->model(), xPixel);
  const at::Tensor labels = m_samples->labels(numbers, logits);
  const at::Tensor isRight = logits.argmax(1).eq(labels);
  const at::Tensor right = isRight.nonzero().flatten();
  m_batches.push_back({xPixel.index_select(0, right), labels.index_select(0, right)});
  for (std::size_t i = 0; i < count; ++i) {
    if (isRight[static_cast<std::int64_t>(i)].item<bool>()) {
      m_right.push_back(numbers[i]);
    } else {
      m_levels[static_cast<std::size_t>(numbers[i])] = EmbeddingRobustness::kWrongFromStart;
    }
  }
  m_read += count;
  if (m_read < m_blockEnd) return;
  std::vector<at::Tensor> pictures;
  std::vector<at::Tensor> classes;
  for (const LabelledBatch& batch : std::exchange(m_batches, {})) {
    pictures.push_back(batch.xPixel);
    classes.push_back(batch.labels);
  }
  const BatchAttackSetup setup{m_samples->model(), m_attack, m_request.attack.params, {}, m_request.seed, true, {}};
  m_search.emplace(setup, LabelledBatch{at::cat(pictures), at::cat(classes)}, m_request.maximumLevels, m_together,
                   m_workspace);
}

void EmbeddingRobustnessJob::takeUp() {
  for (std::size_t i = 0; i < m_right.size(); ++i) {
    if (m_search->isKnown(i))
      m_levels[static_cast<std::size_t>(m_right[i])] = m_search->level(i).value_or(EmbeddingRobustness::kWithstood);
  }
}

EmbeddingRobustnessReady EmbeddingRobustnessJob::knownSoFar() const {
  auto known = std::make_shared<EmbeddingRobustness>();
  known->levels = m_levels;
  std::vector<int> fooled;
  for (const int level : m_levels) {
    if (level == EmbeddingRobustness::kWrongFromStart) ++known->wrongFromStart;
    if (level == EmbeddingRobustness::kWithstood) ++known->withstood;
    if (level > 0) fooled.push_back(level);
  }
  known->fooled = static_cast<int>(fooled.size());
  known->medianLevels = medianOf(std::move(fooled), known->withstood);
  const bool isComplete = std::find(m_levels.begin(), m_levels.end(), EmbeddingRobustness::kPending) == m_levels.end();
  return {m_request, std::move(known), isComplete};
}

namespace {
const RegisterJob<EmbeddingRobustnessRequest, EmbeddingRobustnessJob> kRegistered;
}  // namespace

}  // namespace adv
