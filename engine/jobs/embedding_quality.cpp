// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_quality.hpp"

#include <algorithm>

#include "engine/embedding/quality.hpp"

namespace adv {
namespace {

constexpr std::int64_t kNeighbours = 10;
constexpr std::int64_t kEveryPairUpTo = 10'000;

}  // namespace

EmbeddingJudge::EmbeddingJudge(const EmbeddingRun& run, const EmbeddingItems& items)
    : m_run(run),
      m_items(items),
      m_places(asTensor(run.tsne().points())),
      m_each(std::min<std::int64_t>(kNeighbours, m_places.size(0) - 1)),
      m_inFeatures(std::make_unique<NeighbourSearch>(run.features(), run.features(), m_each, run.metric())),
      m_inMap(std::make_unique<NeighbourSearch>(m_places, m_places, m_each, Metric::Euclidean)) {
  if (m_places.size(0) > kEveryPairUpTo) return;
  m_everyPair = makeExactRepulsion();
  m_everyPair->start(run.tsne().points());
}

bool EmbeddingJudge::step() {
  if (!m_inFeatures->isDone()) {
    m_inFeatures->step();
  } else if (!m_inMap->isDone()) {
    m_inMap->step();
  } else if (m_everyPair && !m_pairsAreDone) {
    m_pairsAreDone = !m_everyPair->step();
  } else {
    finish();
    return false;
  }
  return true;
}

void EmbeddingJudge::finish() {
  const Neighbours inMap = m_inMap->take();
  m_quality.isKnown = true;
  m_quality.recall = neighbourRecall(m_inFeatures->take(), inMap, m_each);
  const auto& labels = m_items.labels;
  const bool isLabelled =
      !labels.empty() && std::all_of(labels.begin(), labels.end(), [](int one) { return one >= 0; });
  if (isLabelled) m_quality.accuracy = neighbourAccuracy(inMap, labels, m_each);
  m_quality.divergence = m_everyPair
                             ? divergenceOf(m_run.affinities(), m_run.tsne().points(), m_everyPair->normaliser())
                             : m_run.tsne().divergence();
}

}  // namespace adv
