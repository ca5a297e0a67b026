// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/image.hpp"

namespace adv {

/// An attack whose 8-bit results join the clean pictures in a map.
struct EmbeddingAttack {
  std::string model;  ///< id or card of the network under attack; empty: the one whose layer is mapped
  AttackChoice attack{"bim", {}};
  std::optional<int> target;
  std::uint64_t seed = 1;
  friend bool operator==(const EmbeddingAttack&, const EmbeddingAttack&) = default;
};

/// What is embedded: each picture of some data, as its pixels or as what a network makes of it.
struct EmbeddingSource {
  std::string data =
      "signs-test";   ///< as of `openDataset`, "mnist-all" (training, then test pictures), a .csv or a .npy
  int count = 0;      ///< the first of them; 0: all
  std::string model;  ///< a network's id or card; empty: pixels
  std::string layer;  ///< of the network; empty: its logits
  int pca = 50;       ///< principal components that are kept, at most as many as there are; 0: all features
  std::optional<EmbeddingAttack> attack;  ///< also maps the adversarial picture of each
  friend bool operator==(const EmbeddingSource&, const EmbeddingSource&) = default;
};

enum class EmbeddingMetric { Euclidean, Cosine };
enum class EmbeddingMethod { Automatic, Exact, BarnesHut, Grid };
enum class EmbeddingStart { Pca, Random };

/// How the points are drawn together and apart. All but `start` and `method` may be changed on the way.
struct EmbeddingSettings {
  double perplexity = 30.0;  ///< from 1 to a third of the other points
  EmbeddingMetric metric = EmbeddingMetric::Euclidean;
  double exaggeration = 12.0;       ///< of the first iterations, at least 1
  int exaggeratedIterations = 250;  ///< how many these are
  double lateExaggeration = 1.0;    ///< of the others, at least 1
  double learningRate = 0.0;        ///< 0: n / exaggeration, at least 200
  int iterations = 750;             ///< stops there
  EmbeddingMethod method = EmbeddingMethod::Automatic;
  EmbeddingStart start = EmbeddingStart::Pca;
  std::uint64_t seed = 1;
  friend bool operator==(const EmbeddingSettings&, const EmbeddingSettings&) = default;
};

/// Works out a map, or goes on with it: a request of the same source, start, method, seed and run as the one before
/// takes over its points, with the settings as they are now. Answers: `Progress`, `EmbeddingReady` after each
/// iteration, and at the end. Deterministic for a seed, whatever the number of threads.
struct EmbedRequest {
  EmbeddingSource source;
  EmbeddingSettings settings;
  int run = 0;             ///< another number begins anew
  int mostIterations = 0;  ///< stops after so many more; 0: no limit
  double shake = 0.0;      ///< adds noise of this share of the map's spread once, before going on; 0: none
  bool measure = true;     ///< works out the map's quality at the end
};

/// The points that are embedded. Does not change while a map moves.
struct EmbeddingItems {
  std::string data;
  int count = 0;
  std::vector<std::string> classes;  ///< names; empty where nothing is known
  std::vector<int> labels;           ///< of each point; negative where unknown
  std::vector<int> predictions;      ///< of the network that is mapped, or attacked; empty without one
  std::vector<float> confidences;    ///< probability of the prediction; empty without a network
  int dimensions = 0;                ///< of the features
  int reduced = 0;                   ///< after PCA
  /// Where the source has an attack: the clean pictures come first, then the adversarial ones in the same order.
  int adversarialFrom = 0;  ///< first adversarial item; 0: all are clean

  bool isAdversarial(int item) const { return adversarialFrom > 0 && item >= adversarialFrom; }
  /// The clean picture of an adversarial one and the other way round; negative where all are clean.
  int partnerOf(int item) const {
    if (adversarialFrom == 0) return -1;
    return item < adversarialFrom ? item + adversarialFrom : item - adversarialFrom;
  }
  /// The clean picture that an item shows, or was made from.
  SampleImage pictureOf(int item) const { return {data, isAdversarial(item) ? partnerOf(item) : item}; }
};
using EmbeddingItemsPtr = std::shared_ptr<const EmbeddingItems>;

/// Places of all points, x then y.
struct EmbeddingPlaces {
  std::vector<float> x;
  std::vector<float> y;
};
using EmbeddingPlacesPtr = std::shared_ptr<const EmbeddingPlaces>;

struct EmbeddingSeconds {
  double features = 0.0;
  double pca = 0.0;
  double neighbours = 0.0;
  double optimise = 0.0;
  double total() const { return features + pca + neighbours + optimise; }
};

/// How well a map shows what is near.
struct EmbeddingQuality {
  bool isKnown = false;
  double divergence = 0.0;  ///< KL(P‖Q) in nats; exact to about 10,000 points, beyond that the method's own
  double recall = 0.0;      ///< share of the 10 nearest in the features that are among the 10 nearest in the map
  double accuracy = -1.0;   ///< of a vote of the 10 nearest in the map; negative without labels
  /// Of the 10 nearest in the map (Venna, Kaski 2001), in [0, 1]; negative above about 10,000 points.
  double trustworthiness = -1.0;
};

struct EmbeddingReady {
  EmbedRequest request;
  EmbeddingItemsPtr items;
  EmbeddingPlacesPtr places;
  std::string method;  ///< in use: "exact", "pairs" (every pair in single precision), "bh" or "fft"
  int neighbours = 0;  ///< of each point
  int iteration = 0;
  std::vector<double> divergences;  ///< KL of every tenth iteration, from the first on
  double iterationsPerSecond = 0.0;
  EmbeddingSeconds seconds;
  EmbeddingQuality quality;
};

}  // namespace adv
