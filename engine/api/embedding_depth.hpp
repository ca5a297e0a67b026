// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/layers.hpp"

namespace adv {

/// At which depth of a network do clean and adversarial pictures come apart? Measured for the pixels and every layer,
/// on the pictures that the network classifies rightly: their 8-bit adversarial ones, and random signs of the same size
/// as the control. Answers: `EmbeddingDepthReady` with the layers that are known so far, and `Progress`.
struct EmbeddingDepthRequest {
  std::string data;   ///< as in EmbeddingSource; empty: the data set that the network's card names
  int count = 200;    ///< the first of them, at least 4 and at most 1000
  std::string model;  ///< id or card
  AttackChoice attack{"bim", {}};
  std::optional<int> target;
  std::uint64_t seed = 1;
  int neighbours = 10;  ///< that vote, 1 to 100
  friend bool operator==(const EmbeddingDepthRequest&, const EmbeddingDepthRequest&) = default;
};

/// One layer, in Euclidean distances between its results.
///
/// Separation is the accuracy of the k nearest neighbours' vote on which of the two sets a picture is from, each
/// picture left out together with its partner, so that both sets are equally large; a tie counts half. It is a
/// classifier two-sample test (Lopez-Paz, Oquab 2017): .5 where the sets cannot be told apart, 1 where they are two.
///
/// Crossing asks, as the deep k-nearest neighbours do (Papernot, McDaniel 2018), among whom an adversarial picture is:
/// the share of those that fool the network that have, among their k nearest clean pictures without their own, more of
/// the class that the network sees in them than of their true class; a tie counts half. The twin of random signs is
/// asked for the same two classes.
struct EmbeddingDepthLayer {
  LayerInfo layer;  ///< first the picture, last the logits
  double separation = 0.5;
  double noiseSeparation = 0.5;
  double crossing = 0.0;  ///< 0 where no picture is fooled
  double noiseCrossing = 0.0;
};

struct EmbeddingDepthReady {
  EmbeddingDepthRequest request;  ///< with data and every parameter resolved
  ModelInfo model;
  int pictures = 0;        ///< right from the start: each set has so many
  int wrongFromStart = 0;  ///< left out
  int fooled = 0;          ///< by the attack, of `pictures`
  int fooledByNoise = 0;
  int layerCount = 0;                       ///< in all
  std::vector<EmbeddingDepthLayer> layers;  ///< in the order in which they are computed
  bool isComplete = false;
  double seconds = 0.0;
};

}  // namespace adv
