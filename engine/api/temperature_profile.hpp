// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"

namespace adv {

/// Where a line through a picture x leads: the points are x + a d.
enum class ProfileDirection {
  OtherPicture,  ///< d = x' - x: a = 1 is the other picture
  Adversarial,   ///< the sign of the gradient of the first network's margin between its two best classes, as large as a
  Random         ///< random signs
};

/// What networks say along a line, to see what temperature smooths and what it only scales. Pixels are not clipped, so
/// that it stays a line. Answer: `TemperatureProfileReady`.
struct TemperatureProfileRequest {
  std::vector<std::string> models;
  ImageSource image;
  ProfileDirection direction = ProfileDirection::OtherPicture;
  std::optional<ImageSource>
      other;          ///< for OtherPicture; nothing: the next picture of the data that is of another class
  double low = -0.5;  ///< of a
  double high = 1.5;
  int points = 161;
  std::uint64_t seed = 1;
};

/// One network; every vector of points has the length of `TemperatureProfileReady::line`.
struct TemperatureProfile {
  ModelInfo model;
  std::optional<double> temperature;        ///< of its training; nothing where it was not distilled
  std::vector<std::vector<double>> logits;  ///< for each class, for each point

  double dividing() const { return temperature.value_or(1.0); }
  /// z_c / T.
  double scaled(std::size_t label, std::size_t point) const { return logits[label][point] / dividing(); }
  /// Of the softmax of the logits divided by `at`.
  double probability(std::size_t label, std::size_t point, double at = 1.0) const;
};

struct TemperatureProfileReady {
  TemperatureProfileRequest request;
  ImagePtr image;
  ImagePtr end;              ///< at a = 1, clipped and rounded
  std::vector<double> line;  ///< a, rising
  int label = -1;            ///< of the picture: the data's own, otherwise what the first network says
  int otherLabel = -1;       ///< of the other picture, or the class that d leads to; negative where there is none
  std::vector<TemperatureProfile> networks;
};

inline double TemperatureProfile::probability(std::size_t label, std::size_t point, double at) const {
  double sum = 0.0;
  for (const std::vector<double>& other : logits) sum += std::exp((other[point] - logits[label][point]) / at);
  return 1.0 / sum;
}

}  // namespace adv
