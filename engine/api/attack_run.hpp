// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"
#include "engine/api/subject.hpp"

namespace adv {

/// Runs one attack on one picture. Answers: `AttackProgressed` (frames), then `AttackFinished`.
struct AttackRequest {
  Subject subject;
  std::string attack;  ///< an attack's id
  ParamValues params;
  std::optional<int> target;  ///< class to reach; without it the attack is untargeted (or least-likely)
  std::uint64_t seed = 1;
  int top = 5;
  friend bool operator==(const AttackRequest&, const AttackRequest&) = default;
};

/// An attack with its parameters, as one of several.
struct AttackChoice {
  std::string attack;  ///< an attack's id
  ParamValues params;
  friend bool operator==(const AttackChoice&, const AttackChoice&) = default;
};

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

}  // namespace adv
