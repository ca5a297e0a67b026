// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/error.hpp"
#include "engine/api/message.hpp"
#include "engine/api/requests.hpp"

namespace adv {

struct ModelOpened {
  ModelInfo info;
  std::string device;  ///< "CPU, 2 threads", "CUDA: NVIDIA …"
};

/// Probabilities along the ε axis; all vectors have the length of `levels`.
struct Curve {
  std::vector<double> labelProbability;
  std::vector<double> topProbability;  ///< of the most likely class at that ε
  std::vector<int> topClass;
  std::vector<double> targetProbability;  ///< empty where there is no target
};

struct CurveReady {
  std::vector<double> levels;  ///< signed ε in levels
  Curve attack;
  Curve noise;  ///< random signs of the same ε
  int label = -1;
  std::optional<int> target;
};

struct Evaluated {
  int count = 0;
  int cleanCorrect = 0;
  int robustCorrect = 0;  ///< right before and after the attack
  int initiallyWrong = 0;
  double successOfInitiallyCorrect = 0.0;  ///< in [0, 1]
  double meanL2 = 0.0;                     ///< over the images that were attacked (right from the start)
  double meanLinf = 0.0;
  double medianL2OfSuccesses = 0.0;  ///< 0 where there is no success
  double meanL2OfSuccesses = 0.0;
  double meanGradients = 0.0;  ///< of an attacked image
  double meanQueries = 0.0;
  double seconds = 0.0;
  ParamValues params;  ///< resolved
  std::string note;
};

struct EpochDone {
  int epoch = 0;  ///< from 1
  int epochs = 0;
  double trainLoss = 0.0;
  double testAccuracy = 0.0;  ///< in [0, 1]
};

struct Trained {
  std::string folder;
  double testAccuracy = 0.0;
  double seconds = 0.0;
};

struct GalleryItem {
  std::string name;
  ImageSource source;
  ImagePtr thumbnail;
};

struct GalleryReady {
  std::string source;
  std::vector<GalleryItem> items;
  std::string emptyReason;  ///< where there are none: why, and what to do
};

/// How far long work has come. Only the newest is kept.
struct Progress {
  std::string what;
  double done = 0.0;          ///< in [0, 1]
  double secondsLeft = -1.0;  ///< negative where not yet known
};

struct Failed {
  Error error;
};
struct Cancelled {};

/// One answer of the engine. A submission ends with exactly one event that `isLast`.
struct Event {
  Ticket ticket = 0;
  Lane lane = Lane::Preview;
  bool isLast = false;
  Payload payload;
};

}  // namespace adv
