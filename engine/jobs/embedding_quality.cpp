// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_quality.hpp"

#include <algorithm>

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
    if (m_inMap->isDone()) takeMapNeighbours();
  } else if (m_everyPair && !m_pairsAreDone) {
    m_pairsAreDone = !m_everyPair->step();
  } else if (m_ranks && !m_ranksAreDone) {
    m_ranksAreDone = !m_ranks->step();
  } else {
    finish();
    return false;
  }
  return true;
}

void EmbeddingJudge::takeMapNeighbours() {
  m_mapNeighbours = m_inMap->take();
  const std::int64_t count = m_places.size(0);
  if (count <= kEveryPairUpTo && m_each < count / 2)
    m_ranks = std::make_unique<RankCost>(SearchedPoints(m_run.features(), m_run.metric()).points, m_mapNeighbours);
}

void EmbeddingJudge::finish() {
  m_quality.isKnown = true;
  m_quality.recall = neighbourRecall(m_inFeatures->take(), m_mapNeighbours, m_each);
  const auto& labels = m_items.labels;
  const bool isLabelled =
      !labels.empty() && std::all_of(labels.begin(), labels.end(), [](int one) { return one >= 0; });
  if (isLabelled) m_quality.accuracy = neighbourAccuracy(m_mapNeighbours, labels, m_each);
  if (m_ranks) m_quality.trustworthiness = m_ranks->trustworthiness();
  m_quality.divergence = m_everyPair
                             ? divergenceOf(m_run.affinities(), m_run.tsne().points(), m_everyPair->normaliser())
                             : m_run.tsne().divergence();
}

}  // namespace adv
