// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/embedding.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/quality.hpp"
#include "engine/embedding/repulsion.hpp"
#include "engine/embedding/run.hpp"

namespace adv {

/// Judges a map in short steps: neighbours in the features and in the map, and, where every pair can be had within
/// seconds, its exact divergence and its trustworthiness.
class EmbeddingJudge {
 public:
  /// `run` and `items` must outlive it, and not go on meanwhile.
  EmbeddingJudge(const EmbeddingRun& run, const EmbeddingItems& items);

  /// False where everything is known.
  bool step();
  EmbeddingQuality quality() const { return m_quality; }

 private:
  void finish();
  void takeMapNeighbours();

  const EmbeddingRun& m_run;
  const EmbeddingItems& m_items;
  at::Tensor m_places;
  std::int64_t m_each;
  std::unique_ptr<NeighbourSearch> m_inFeatures;
  std::unique_ptr<NeighbourSearch> m_inMap;
  Neighbours m_mapNeighbours;
  // Null where there are too many points.
  std::unique_ptr<Repulsion> m_everyPair;
  std::unique_ptr<RankCost> m_ranks;
  bool m_pairsAreDone = false;
  bool m_ranksAreDone = false;
  EmbeddingQuality m_quality;
};

}  // namespace adv
