// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/embedding.hpp"

namespace adv {

/// Attacks some of the pictures of the present map and follows each, step by step, through the map: every 8-bit picture
/// on the way is placed among the map's points, which stay as they are, in the features that the map is made of.
/// Beside each attack goes its twin: random signs of the same size at each step. Answers: `EmbeddingPathsReady` with
/// all stations that are known so far, and `Progress`.
///
/// The same request again, of the same map, only places the stations anew: when the map has moved, that is quick.
///
/// Where a path begins: its first station, of the attack and of the twin, stands at the point's own place in the map.
/// All others are placed by their neighbours, to whom the point itself belongs; so a path stays at home while the
/// picture hardly changes.
struct EmbeddingPathsRequest {
  std::vector<int> points;  ///< items of the map, 1 to 1000; an adversarial item stands for its clean partner
  std::string model;        ///< id or card of the network under attack; empty: the one that the map is of
  AttackChoice attack{"bim", {}};
  std::optional<int> target;
  std::uint64_t seed = 1;
  double perplexity = 10.0;  ///< of a station among the map's points, 1 to 100; at most a third of them
  friend bool operator==(const EmbeddingPathsRequest&, const EmbeddingPathsRequest&) = default;
};

struct EmbeddingStation {
  int iteration = 0;  ///< of the attack; 0: the clean picture
  float x = 0.0F;
  float y = 0.0F;
  int prediction = -1;  ///< of the 8-bit picture
  float confidence = 0.0F;
  float linf = 0.0F;  ///< of the 8-bit picture against the clean one, in [0, 1]
  float l2 = 0.0F;
};

struct EmbeddingPath {
  int point = 0;        ///< item of the map
  SampleImage picture;  ///< its clean picture
  int label = -1;       ///< the class that the attack is to leave: the data's, or the prediction where there is none
  std::optional<int> target;               ///< also where the attack chose it
  std::vector<EmbeddingStation> stations;  ///< the clean picture first; of long attacks 100, evenly spread
  std::vector<EmbeddingStation> noise;     ///< the twin, with the same iterations
  bool wrongFromStart = false;             ///< the clean picture was misclassified: success means nothing
  bool success = false;                    ///< at the last station so far
  int firstSuccess = -1;                   ///< iteration of the first station that fools the network; -1: none
  bool noiseSuccess = false;               ///< the twin fools it at the last station
};

struct EmbeddingPaths {
  std::vector<EmbeddingPath> paths;  ///< in the order of the request's points
};

struct EmbeddingPathsReady {
  EmbeddingPathsRequest request;  ///< with network and every parameter resolved
  EmbeddingSource source;         ///< of the map
  int mapIteration = 0;           ///< of the map that the stations are placed in
  std::shared_ptr<const EmbeddingPaths> paths;
  bool isComplete = false;
  double seconds = 0.0;  ///< of this request, so far
};

/// The run that a path shows, for the Microscope; its frame `station.iteration` is the station's picture.
inline AttackRequest attackOf(const EmbeddingPathsReady& ready, const EmbeddingPath& path) {
  AttackRequest run;
  run.subject = {ready.request.model, path.picture, std::nullopt};
  run.attack = ready.request.attack.attack;
  run.params = ready.request.attack.params;
  run.target = ready.request.target;
  run.seed = ready.request.seed;
  return run;
}

}  // namespace adv
