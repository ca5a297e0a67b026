// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "engine/api/embedding_paths.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/placement.hpp"
#include "engine/jobs/embed.hpp"
#include "engine/jobs/embedding_view.hpp"
#include "engine/tensor/random.hpp"

namespace adv {

/// Attacks pictures of a map and finds out, at every station, whom the picture is near in the map's features. That
/// stays true while the map moves: stations can be placed again without a look at the network.
class PathTrace {
 public:
  /// Throws `Failure` where the request does not fit the map.
  PathTrace(EmbeddingPathsRequest request, std::shared_ptr<EmbeddingState> map, Workspace& workspace);

  /// What is known answers this request of this map.
  bool answers(const EmbeddingPathsRequest& request, const std::shared_ptr<EmbeddingState>& map) const;

  /// One step of the attack on some of the points, or a look at what it made of them.
  void step();
  bool isDone() const { return m_next == m_asked.points.size() && !m_run; }
  double done() const;  ///< in [0, 1]

  /// Takes the map as it is now. All stations are to be placed in it.
  void takeMap();
  /// Gets it ready and places some stations more; false where all that are known are placed.
  bool placeSome();

  EmbeddingPathsReady known() const;
  bool isEmpty() const { return m_paths.empty(); }

 private:
  struct StationOf {
    std::size_t path;
    bool isNoise;
    std::size_t index;
  };

  void checkRequest() const;
  void begin();
  void startAttack(const at::Tensor& labels);
  void takeTargets();
  void look();
  void addStations(const at::Tensor& xPixel, bool isNoise);
  void addNeighbours(const at::Tensor& xPixel);
  void standAtHome(EmbeddingPath& path) const;
  std::vector<EmbeddingStation>& stationsOf(std::size_t path, bool isNoise);

  EmbeddingPathsRequest m_asked;
  EmbeddingPathsRequest m_resolved;
  Workspace& m_workspace;
  std::shared_ptr<EmbeddingState> m_map;
  EmbeddingView m_view;
  NetworkSamples m_samples;
  const Attack* m_attack;
  std::size_t m_together;
  SearchedPointsPtr m_searched;
  double m_perplexity;
  Neighbours m_neighbours;  ///< of each station but the first ones of the paths
  std::vector<float> m_weights;
  std::vector<StationOf> m_stations;  ///< whose neighbours these are
  std::vector<EmbeddingPath> m_paths;

  // The points that are attacked now.
  std::size_t m_begin = 0;
  std::size_t m_next = 0;
  std::unique_ptr<AttackRun> m_run;
  at::Tensor m_xPixel;
  at::Tensor m_signs;  ///< of the twins
  int m_iteration = 0;
  bool m_isLookDue = false;

  Placement m_placement;
  bool m_isFieldReady = false;
  std::int64_t m_placed = 0;
  int m_mapIteration = 0;
};

}  // namespace adv
