// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/embedding.hpp"

namespace adv {

/// What a network says of each picture of a source, whatever the map is made from: a map of pixels can be coloured by
/// a network's answers. Answers: `Progress`, and `EmbeddingPredictionsReady` with all that is known so far.
struct EmbeddingPredictionsRequest {
  EmbeddingSource source;
  std::string model;  ///< id or card
  friend bool operator==(const EmbeddingPredictionsRequest&, const EmbeddingPredictionsRequest&) = default;
};

struct EmbeddingPredictions {
  std::vector<std::string> classes;  ///< of the network
  std::vector<int> predictions;      ///< of each item; negative where not known yet
  std::vector<float> confidences;    ///< probability of the prediction; 0 where not known yet
  bool labelsFit = false;            ///< the data's classes are the network's: predictions can be right or wrong
};

struct EmbeddingPredictionsReady {
  EmbeddingPredictionsRequest request;
  std::shared_ptr<const EmbeddingPredictions> predictions;
  bool isComplete = false;
};

/// The smallest ε that fools a network, for each picture of a source. Answers: `Progress`, and
/// `EmbeddingRobustnessReady` with all that is known so far, in a shuffled order, so that a map fills evenly.
struct EmbeddingRobustnessRequest {
  EmbeddingSource source;  ///< its own attack is left out: the clean pictures are judged
  std::string model;       ///< id or card
  /// Measured in L∞ with an ε, which is varied; steps left open are 20 of 2.5 ε / 20. Untargeted.
  AttackChoice attack{"fgsm", {}};
  int maximumLevels = 0;  ///< 1 to 255; 0: twice the network's usual ε
  std::uint64_t seed = 1;
  friend bool operator==(const EmbeddingRobustnessRequest&, const EmbeddingRobustnessRequest&) = default;
};

/// The smallest n for which the attack with ε = n/255 changes the class of the 8-bit picture. A one-step attack is
/// tried at each n in turn; of an iterative one n is bisected: at n it fools, and with one level less it does not.
struct EmbeddingRobustness {
  static constexpr int kPending = -1;    ///< not known yet
  static constexpr int kWithstood = -2;  ///< not fooled up to the maximum
  static constexpr int kWrongFromStart = 0;

  std::vector<int> levels;  ///< of each picture: 1 to `maximumLevels`, or one of the constants
  int wrongFromStart = 0;   ///< pictures so far
  int fooled = 0;
  int withstood = 0;
  double medianLevels = 0.0;  ///< of all that were right from the start; 0 where half of them or more withstood
};

struct EmbeddingRobustnessReady {
  EmbeddingRobustnessRequest request;  ///< with parameters and maximum resolved
  std::shared_ptr<const EmbeddingRobustness> robustness;
  bool isComplete = false;
};

}  // namespace adv
