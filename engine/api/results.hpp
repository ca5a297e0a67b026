// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/api/requests.hpp"

namespace adv {

/// One class of a prediction.
struct ClassScore {
  int index = -1;
  double probability = 0.0;  ///< softmax at T = 1, in [0, 1]
  double logit = 0.0;
};

/// The most likely classes, best first, and the probabilities of the classes that the experiment is about.
struct Prediction {
  std::vector<ClassScore> top;
  double labelProbability = 0.0;   ///< of the class that the attack is judged by
  double targetProbability = 0.0;  ///< of the target; 0 where there is none

  int topClass() const { return top.empty() ? -1 : top.front().index; }
  double topProbability() const { return top.empty() ? 0.0 : top.front().probability; }
};

/// Where the label that an attack is judged by comes from.
enum class LabelSource { Given, Data, Predicted };

/// Sizes of a perturbation. Distances in units of the pixel range [0, 1].
struct Distortion {
  double linf = 0.0;
  double l2 = 0.0;
  double l1 = 0.0;
  std::int64_t l0 = 0;  ///< pixels that changed in any channel
  double psnr = 0.0;    ///< in dB; infinite where nothing changed
};

/// What an attack asked of the network, summed over the pictures.
struct AttackCost {
  std::int64_t gradients = 0;  ///< backward passes to the pixels
  std::int64_t queries = 0;    ///< forward passes alone
};

struct ModelOpened {
  ModelInfo info;
  std::string device;  ///< "CPU, 2 threads", "CUDA: NVIDIA …"
};

struct Predicted {
  ModelInfo model;
  ImagePtr original;  ///< at the network's input size, as the network sees it
  std::string imageSha256;
  int label = -1;  ///< the class that an attack would be judged by
  LabelSource labelSource = LabelSource::Predicted;
  Prediction prediction;
  double milliseconds = 0.0;  ///< of the forward pass
};

/// The state after `step` steps of an attack (0: the start).
struct Frame {
  int step = 0;
  double loss = 0.0;      ///< cross-entropy of the label (or of the target where there is one), in nats
  Prediction prediction;  ///< of the rounded picture
  Distortion distortion;  ///< of the rounded picture against the original
  bool success = false;   ///< the rounded picture is misclassified, or classified as the target
  AttackCost cost;        ///< of the attack so far, without what showing this frame took
  ImagePtr picture;       ///< rounded to 8 bits; null where thinned out to save memory
};
using FramePtr = std::shared_ptr<const Frame>;

/// New frames since the last answer: every scalar is kept, the newest picture is the one to paint.
struct AttackProgressed {
  std::vector<FramePtr> frames;
  int stepsPlanned = 0;
};

struct AttackFinished {
  AttackRequest request;  ///< with every parameter resolved
  Predicted clean;
  Prediction adversarial;       ///< of the rounded picture
  Prediction adversarialFloat;  ///< of the float picture
  Distortion distortion;        ///< of the rounded picture
  Distortion distortionFloat;
  double ssim = 1.0;  ///< of the rounded picture and the original (Wang et al. 2004), in [-1, 1]
  AttackCost cost;
  ImagePtr picture;           ///< rounded; never outside the ε-ball
  std::optional<int> target;  ///< the class aimed at, also where the attack chose it
  bool success = false;
  bool successFloat = false;
  bool wrongFromStart = false;  ///< the clean picture was misclassified: success means nothing
  int firstSuccess = -1;        ///< first step whose rounded picture fools the network; -1: none
  int steps = 0;
  std::string note;  ///< a plain word where the gradient is zero, ε is 0, …; empty otherwise
  double milliseconds = 0.0;
  bool fromCache = false;
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

using Payload = std::variant<ModelOpened, Predicted, AttackProgressed, AttackFinished, CurveReady, Evaluated, EpochDone,
                             Trained, GalleryReady, Progress, Failed, Cancelled>;

/// One answer of the engine. A submission ends with exactly one event that `isLast`.
struct Event {
  Ticket ticket = 0;
  Lane lane = Lane::Preview;
  bool isLast = false;
  Payload payload;
};

}  // namespace adv
