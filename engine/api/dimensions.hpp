// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/image.hpp"

namespace adv {

/// What stays the same while the number of dimensions grows. At d = 10 both are weights of the lecture's size, 1.
enum class WeightScale {
  SameNorm,     ///< ‖w‖₂: random noise of a given ε moves the score as far for every d
  SameWeights,  ///< each weight's size (Goodfellow et al. 2014, section 3)
};

/// A random linear classifier s = w·x + b with normal weights, and a picture whose score is -margin.
struct DimensionSetting {
  double margin = 3.0;  ///< above 0, in units of the score
  WeightScale scale = WeightScale::SameNorm;
  std::uint64_t seed = 1;
  friend bool operator==(const DimensionSetting&, const DimensionSetting&) = default;
};

/// Rows, columns and channels of the pictures that have d numbers.
struct PictureOfNumbers {
  int height = 0;
  int width = 0;
  int channels = 0;
  int numbers() const { return height * width * channels; }
};

/// The numbers of dimensions that can be looked at: from ten grey cells over MNIST's 784 and CIFAR-10's 3,072 to the
/// 150,528 of a 224 × 224 photograph. Rising.
inline constexpr std::array<PictureOfNumbers, 16> kDimensionStops = {{{2, 5, 1},
                                                                      {4, 4, 1},
                                                                      {5, 5, 1},
                                                                      {7, 7, 1},
                                                                      {10, 10, 1},
                                                                      {14, 14, 1},
                                                                      {20, 20, 1},
                                                                      {28, 28, 1},
                                                                      {40, 40, 1},
                                                                      {32, 32, 3},
                                                                      {48, 48, 3},
                                                                      {64, 64, 3},
                                                                      {96, 96, 3},
                                                                      {128, 128, 3},
                                                                      {180, 180, 3},
                                                                      {224, 224, 3}}};
/// The one of them with d numbers; the nearest where there is none.
PictureOfNumbers dimensionStop(int d);

/// Measures the needed ε on random classifiers of each number of dimensions. Answers: `DimensionsMeasured` with all
/// that is known so far.
struct DimensionsRequest {
  DimensionSetting setting;
  std::vector<int> dimensions;  ///< empty: all of `kDimensionStops`
  int models = 20;              ///< drawn for each
  friend bool operator==(const DimensionsRequest&, const DimensionsRequest&) = default;
};

/// Needed ε, in units of the pixel range.
struct DimensionPoint {
  int d = 0;
  double theory = 0.0;  ///< margin / E‖w‖₁, with E‖w‖₁ = d σ √(2/π)
  double median = 0.0;  ///< of the drawn classifiers: where the sign step flips the prediction, found by bisection
  double low = 0.0;     ///< the smallest and the largest of them
  double high = 0.0;
  /// ε at which two standard deviations of what random signs do to the score are the margin: 1 in 44 flips.
  double noiseTheory = 0.0;
  double noise = 0.0;  ///< the same, with the standard deviation that was measured
};

struct DimensionsMeasured {
  DimensionsRequest request;
  std::vector<DimensionPoint> points;
};

/// A picture of d numbers and what the needed ε does to it, on one random classifier. Answer: `DimensionPicture`.
struct DimensionPictureRequest {
  DimensionSetting setting;
  int d = 784;
};

struct DimensionPicture {
  PictureOfNumbers shape;
  double epsilon = 0.0;  ///< the needed one and a hair more, so that the class does change
  double cleanScore = 0.0;
  double adversarialScore = 0.0;  ///< of the exact numbers; pictures show them rounded and clipped to [0, 1]
  double noiseScore = 0.0;        ///< with random signs of the same ε
  double adversarialPush = 0.0;   ///< ε‖w‖₁
  double noisePush = 0.0;         ///< ε‖w‖₂: the standard deviation of what random signs do
  double bound = 0.0;             ///< ε√d‖w‖₂: no perturbation of this size does more (Cauchy and Schwarz)
  ImagePtr clean;
  ImagePtr signs;  ///< what is added, made visible: grey ± half of the range
  ImagePtr adversarial;
  ImagePtr noise;
  bool fitsEightBits = true;  ///< ε is at least half a level; otherwise an 8-bit picture does not change at all
};

/// Trains softmax regression on real pictures and measures the needed ε of each test picture that it classifies
/// rightly. Data sets that are not there are left out. Answers: `DimensionsTrained` with all that is known so far,
/// `Progress`.
struct DimensionsTrainedRequest {
  std::vector<std::string> data = {"signs", "mnist", "mnist-3-7", "cifar10"};
  int batches = 1200;
  std::uint64_t seed = 1;
  friend bool operator==(const DimensionsTrainedRequest&, const DimensionsTrainedRequest&) = default;
};

struct TrainedPoint {
  std::string data;
  int d = 0;
  double epsilon = 0.0;   ///< the median needed ε, at each picture's own margin
  double accuracy = 0.0;  ///< in [0, 1], of the test pictures
  double advantage = 0.0;  ///< ‖w‖₁ / ‖w‖₂, the mean over pairs of classes: how many times farther than random signs
};

struct DimensionsTrained {
  DimensionsTrainedRequest request;
  std::vector<TrainedPoint> points;
  std::vector<std::string> missing;  ///< data sets that are not there
};

inline PictureOfNumbers dimensionStop(int d) {
  PictureOfNumbers best = kDimensionStops.front();
  const auto away = [d](const PictureOfNumbers& stop) {
    // By ratio: the axis is logarithmic.
    const double n = stop.numbers();
    return n > d ? n / d : d / n;
  };
  for (const PictureOfNumbers& stop : kDimensionStops) {
    if (away(stop) < away(best)) best = stop;
  }
  return best;
}

}  // namespace adv
