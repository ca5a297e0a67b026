// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/embedding.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/repulsion.hpp"
#include "engine/embedding/run.hpp"

namespace adv {

/// Judges a map in short steps: neighbours in the features and in the map, and its exact divergence where every pair
/// can be had within seconds.
class EmbeddingJudge {
 public:
  /// `run` and `items` must outlive it, and not go on meanwhile.
  EmbeddingJudge(const EmbeddingRun& run, const EmbeddingItems& items);

  /// False where everything is known.
  bool step();
  EmbeddingQuality quality() const { return m_quality; }

 private:
  void finish();

  const EmbeddingRun& m_run;
  const EmbeddingItems& m_items;
  at::Tensor m_places;
  std::int64_t m_each;
  std::unique_ptr<NeighbourSearch> m_inFeatures;
  std::unique_ptr<NeighbourSearch> m_inMap;
  std::unique_ptr<Repulsion> m_everyPair;  ///< null where there are too many
  bool m_pairsAreDone = false;
  EmbeddingQuality m_quality;
};

}  // namespace adv
