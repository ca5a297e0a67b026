// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/api/attack_run.hpp"
#include "engine/api/image.hpp"
#include "engine/api/subject.hpp"

namespace adv {

/// Urgency, most urgent first. Before each step the scheduler takes the first lane that has work.
enum class Lane { Preview, Load, Attack, Embedding, Training, Batch };
inline constexpr int kLaneCount = 6;

/// Names one submission. Later tickets are larger; 0 is no ticket.
using Ticket = std::uint64_t;

/// Loads a network and warms it up. Answer: `ModelOpened`.
struct OpenModelRequest {
  std::string model;
};

/// Predicts a picture. Answer: `Predicted`.
struct PredictRequest {
  Subject subject;
  int top = 5;
};

/// Confidence against ε of a one-step attack and of random noise. Answer: `CurveReady`.
struct CurveRequest {
  Subject subject;
  std::string attack;  ///< a one-step attack's id
  std::optional<int> target;
  double maximumLevels = 16;  ///< the grid goes from -maximum to +maximum, in levels
  int points = 65;            ///< odd, so that 0 is one of them
  std::uint64_t seed = 1;
};

/// Attacks a slice of a data set. Answers: `Progress`, then `Evaluated`.
struct EvaluateRequest {
  std::string model;
  std::string data;  ///< "mnist-test[:A-B]", "mnist-train", "cifar10-test", "signs-test", or a folder of class folders
  std::string attack;  ///< an attack's id, or "none"
  ParamValues params;
  std::optional<int> target;
  std::uint64_t seed = 1;
  int batch = 128;
  bool eightBit = false;  ///< judge the rounded 8-bit images instead of the float ones
  /// Above 0: the attack sees the logits multiplied by this, which changes no prediction, but how far the softmax
  /// saturates (Carlini and Wagner 2016).
  double logitsScale = 1.0;
};

/// Trains a bundled network again. Answers: `Progress`, `EpochDone` for each epoch, then `Trained`.
struct TrainRequest {
  std::string recipe;  ///< "signs" or "digits"
  std::string folder;  ///< model card, weights and the state to resume from go here
  int epochs = 0;      ///< 0: the recipe's own number
  std::uint64_t seed = 1;
};

/// Lists pictures to choose from. Answer: `GalleryReady`.
struct GalleryRequest {
  std::string source;  ///< "signs", "photographs", or a data set: "mnist-test", "cifar10-test"
  int count = 24;
  std::uint64_t seed = 1;  ///< which random sample of a data set
};

}  // namespace adv
