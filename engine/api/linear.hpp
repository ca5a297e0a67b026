// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Linear classifiers: how they are trained, what is measured, and their weights as the window knows them.
namespace adv::linear {

/// What may be changed between two steps of a training. It minimises, over the pictures,
///   mean loss + l2/2 ‖W‖₂² + l1 ‖W‖₁.
/// The bias is not regularised.
struct Settings {
  double learningRate = 0.0;  ///< 0: the data's own
  double momentum = 0.9;      ///< in [0, 1): share of the past in the running mean of the gradients
  double l2 = 0.0;
  double l1 = 0.0;
  double epsilon =
      0.0;  ///< logistic regression only: trains on the worst case of ‖η‖∞ ≤ ε, in units of the pixel range
  int batch = 100;
  friend bool operator==(const Settings&, const Settings&) = default;
};

/// What a training begins with.
struct Start {
  bool logistic = false;       ///< one score for two classes, instead of the softmax of a score for each
  double initialScale = 1e-3;  ///< standard deviation of the first weights
  std::uint64_t seed = 1;      ///< of the first weights and of the order of the pictures
  friend bool operator==(const Start&, const Start&) = default;
};

/// Data and start: what a training is, whatever its settings become. `data` is "signs", "signs-30-80", "mnist",
/// "mnist-3-7", "cifar10" or a folder of class folders.
struct Plan {
  std::string data = "signs";
  Start start;
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// Data that is known by name, and what suits it.
struct KnownData {
  const char* id;
  const char* title;
  bool logistic;     ///< has two classes and is usually shown with logistic regression
  double epochs;     ///< of a training that has nearly converged
  double epsilon;    ///< at which attacks tell good and bad templates apart, in [0, 1]
  double strongest;  ///< L2 regularisation that costs much accuracy, a power of ten
  int target;        ///< a class to aim at
  double reach;      ///< of the amount of a template, in [0, 1]
};

inline constexpr KnownData kKnownData[] = {
    {"signs", "Signs, 16 kinds, 32 × 32", false, 40.0, 4.0 / 255, 10.0, 7, 32.0 / 255},
    {"mnist", "MNIST, ten digits", false, 5.0, 16.0 / 255, 10.0, 3, 128.0 / 255},
    {"mnist-3-7", "MNIST, 3 against 7", true, 10.0, 32.0 / 255, 100.0, 0, 128.0 / 255},
    {"cifar10", "CIFAR-10", false, 5.0, 4.0 / 255, 100.0, 1, 32.0 / 255},
};

/// Of a folder of pictures, what suits the signs.
constexpr const KnownData& known(std::string_view id) {
  for (const KnownData& data : kKnownData) {
    if (id == data.id) return data;
  }
  return kKnownData[0];
}

/// Of test pictures. Errors count what is wrong under attack, the pictures that were wrong from the start included.
struct Measures {
  std::int64_t count = 0;
  double epsilon = 0.0;             ///< of the attacks, in units of the pixel range; 0 where none was measured
  double loss = 0.0;                ///< mean cross-entropy in nats
  double accuracy = 0.0;            ///< in [0, 1]
  double fgsmError = 0.0;           ///< x + ε sign ∇J, clipped to [0, 1] as every picture is
  double fgsmErrorUnclipped = 0.0;  ///< the same without, as Goodfellow et al. 2014 have it
  double fgsmLossUnclipped = 0.0;   ///< mean cross-entropy there
  double fgsmConfidence = 0.0;      ///< mean probability of the wrong class over the mistakes (clipped); 0 without any
  double worstError = 0.0;          ///< exact: pictures that some ‖η‖∞ ≤ ε, unclipped, makes wrong
  double worstLoss = 0.0;           ///< logistic regression: mean softplus(ε‖w‖₁ - y s), exact, unclipped
  double medianFlip =
      0.0;  ///< median of the smallest ‖η‖∞ that fools (unclipped, exact), of those right from the start
};

/// Weights of a linear classifier, a copy that does not change.
struct Weights {
  bool logistic = false;
  int channels = 0;
  int height = 0;
  int width = 0;
  std::vector<std::string> labels;
  std::vector<float> values;  ///< row after row, each plane after plane; one row where logistic, for class 1
  std::vector<float> bias;

  std::size_t size() const { return static_cast<std::size_t>(channels) * height * width; }
  int classCount() const { return static_cast<int>(labels.size()); }
};
using WeightsPtr = std::shared_ptr<const Weights>;

}  // namespace adv::linear
