// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/image.hpp"
#include "engine/api/linear.hpp"

namespace adv {

/// Trains a linear classifier, or goes on with it: a request of the same plan and run as the one before takes over its
/// weights, with the settings as they are now. Answers: `Progress` while data is read, `TemplatesReady` at least ten
/// times a second, and at the end.
struct TemplatesRequest {
  linear::Plan plan;
  linear::Settings settings;
  int run = 0;           ///< another number begins anew
  double epochs = 10.0;  ///< stops there, counted from the run's beginning
  int mostUpdates = 0;   ///< stops after so many more updates; 0: no limit
  double epsilon = 0.0;  ///< where it is above 0, attacks of this L∞ size are measured at the end, in [0, 1]
};

/// What was measured after so many updates.
struct TrainingPoint {
  std::int64_t updates = 0;
  double epochs = 0.0;
  double trainLoss = 0.0;  ///< over the pictures that passed by since the last point; as is the accuracy
  double trainAccuracy = 0.0;
  double testLoss = 0.0;
  double testAccuracy = 0.0;
};

/// The attack `fgsm` of the program on the same network, against what is known in closed form.
struct FgsmCheck {
  std::int64_t count = 0;      ///< test pictures
  std::int64_t sameClass = 0;  ///< of them: predicted the same after the attack (clipped) and in closed form
  double attackError = 0.0;    ///< after the attack
  double attackLoss = 0.0;     ///< mean cross-entropy at x + ε d, unclipped, with the attack's direction d
};

struct TemplatesReady {
  linear::Plan plan;
  linear::Settings settings;
  int run = 0;
  double learningRate = 0.0;  ///< the one in use
  linear::WeightsPtr weights;
  std::int64_t trainCount = 0;
  std::int64_t testCount = 0;
  std::int64_t updates = 0;
  double epochs = 0.0;
  double seconds = 0.0;  ///< of the run so far, reading the data included
  std::vector<TrainingPoint> points;
  bool isMeasured = false;  ///< what follows is of these weights
  linear::Measures measures;
  FgsmCheck check;
};

/// A test picture of the data.
struct TestPicture {
  int index = 0;
  friend bool operator==(const TestPicture&, const TestPicture&) = default;
};
/// Each pixel a random level.
struct NoisePicture {
  std::uint64_t seed = 1;
  friend bool operator==(const NoisePicture&, const NoisePicture&) = default;
};
using MixedPicture = std::variant<TestPicture, NoisePicture, ImageSource>;

/// Adds a template to a picture: x + amount · w/max|w|, clipped to [0, 1], with w the template of the target (Karpathy
/// 2015). The amount is thus the L∞ size of what is added. Answer: `TemplateMixed`.
struct MixRequest {
  std::string data;  ///< of the test pictures
  linear::WeightsPtr weights;
  MixedPicture picture;
  int target = -1;      ///< negative: the class that needs the least
  double amount = 0.0;  ///< in [0, 1]
  double reach = 0.5;   ///< the curve goes from 0 to here
  int points = 65;
};

/// Along the amount, of the float pictures.
struct MixCurve {
  std::vector<double> amounts;
  std::vector<double> label;   ///< probability of the label
  std::vector<double> target;  ///< of the target
  std::vector<double> top;     ///< of the most likely class
  std::vector<int> topClass;
};

struct TemplateMixed {
  std::string pictureName;
  int label = -1;  ///< of the data, otherwise the prediction
  bool labelIsKnown = false;
  int target = 0;
  double amount = 0.0;
  ImagePtr original;
  ImagePtr sum;           ///< rounded to 8 bits
  Prediction clean;       ///< of the original
  Prediction mixed;       ///< of the 8-bit sum
  Prediction mixedFloat;  ///< of the sum before rounding
  double linf = 0.0;      ///< of what was added to the 8-bit sum, in units of the pixel range
  double l2 = 0.0;
  double templateScale = 0.0;  ///< max|w| of the target's template
  MixCurve curve;
  double needed = -1.0;  ///< the least amount from which on the target is the most likely class; negative: none up to
                         ///< the curve's end
};

/// More regularisation: harder to fool, and less accurate. Trains once for each strength and measures the test
/// pictures. Answers: `TradeOffReady` after each.
struct TradeOffRequest {
  linear::Plan plan;
  linear::Settings settings;      ///< but for `l2`
  std::vector<double> strengths;  ///< l2
  double epochs = 5.0;
  double epsilon = 0.0;  ///< of the attacks, in [0, 1], above 0
};

struct TradeOffPoint {
  double l2 = 0.0;
  linear::Measures measures;
  linear::WeightsPtr weights;
};

struct TradeOffReady {
  TradeOffRequest request;
  std::vector<TradeOffPoint> points;
  double done = 0.0;
};

}  // namespace adv
