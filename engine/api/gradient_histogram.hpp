// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"

namespace adv {

/// The bins of the gradient amplitudes, as in Papernot et al. 2016, figure 9. The last one holds what is above 1, too.
inline constexpr std::array<double, 11> kAmplitudeEdges = {0.0,   1e-40, 1e-35, 1e-30, 1e-25, 1e-20,
                                                           1e-15, 1e-10, 1e-5,  1e-3,  1.0};
inline constexpr std::size_t kAmplitudeBins = kAmplitudeEdges.size() - 1;
using AmplitudeCounts = std::array<int, kAmplitudeBins>;

/// The bin of an amplitude that is given by its logarithm to base 10, which may lie far below what a double holds.
std::size_t amplitudeBin(double log10Amplitude);

/// The mean adversarial gradient amplitude of each picture, for several networks:
///   g(x) = 1/(N M) Σ_j Σ_i |∂F_j(x)/∂x_i|,
/// over all N outputs of the softmax F at T = 1 and all M numbers of the picture (the paper gives no formula). It is
/// worked out in the log domain, where nothing is rounded to zero; the gradients of the same outputs by float32
/// back-propagation are looked at beside it. Answers: `GradientHistogramsReady` with all pictures so far, `Progress`.
struct GradientHistogramRequest {
  std::vector<std::string> models;  ///< ids, or paths of model cards
  std::string data;                 ///< as in EvaluateRequest; empty: the first `count` of what the first card names
  int count = 200;
  friend bool operator==(const GradientHistogramRequest&, const GradientHistogramRequest&) = default;
};

/// One picture of a histogram.
struct AmplitudeSample {
  int index = 0;               ///< in the data
  float log10 = 0.0F;          ///< of g(x); minus infinity where the logits have no gradient at all
  bool isZeroFloat32 = false;  ///< every ∂F_j/∂x_i is exactly 0 in float32
};

/// One network. Counts are of the pictures so far.
struct GradientHistogram {
  ModelInfo model;
  std::optional<double> temperature;  ///< of its training; nothing where it was not distilled
  int count = 0;
  int correct = 0;  ///< classified as their label
  AmplitudeCounts counts{};
  int zeroFloat32 = 0;              ///< pictures all of whose gradients are exactly 0 in float32
  double zeroComponentShare = 0.0;  ///< exact zeros among the ∂F_c/∂x_i of the predicted class c in float32, in [0, 1]
  double flatComponentShare = 0.0;  ///< the part of them that no logit depends on: dark corners, dead units
  double medianLog10 = 0.0;  ///< of g(x); 0 while there is no picture
  std::shared_ptr<const std::vector<AmplitudeSample>> samples;  ///< of a stored report only a few in each bin

  double share(std::size_t bin) const { return count > 0 ? static_cast<double>(counts[bin]) / count : 0.0; }
  double zeroShareFloat32() const { return count > 0 ? static_cast<double>(zeroFloat32) / count : 0.0; }
};

/// Networks in the order of the request.
struct GradientHistogramsReady {
  GradientHistogramRequest request;  ///< with the data resolved
  int pictures = 0;                  ///< of the slice, for each network
  std::vector<GradientHistogram> networks;
  bool complete = false;
  double seconds = 0.0;
};

/// The gradient of one picture, looked at. Answer: `GradientPicture`.
struct GradientPictureRequest {
  std::string model;
  ImageSource image;
};

struct GradientPicture {
  ModelInfo model;
  std::optional<double> temperature;
  ImagePtr image;
  int label = -1;  ///< of the data; negative where unknown
  int prediction = -1;
  double gap = 0.0;                 ///< between the largest and the second largest logit
  double log10 = 0.0;               ///< of g(x)
  double zeroComponentShare = 0.0;  ///< exact zeros among all float32 gradients, in [0, 1]
  /// log10 of 1/N Σ_j |∂F_j/∂x_i| for each pixel, the mean over its channels; minus infinity where it is 0.
  std::vector<float> pixelLog10;
  std::vector<float> pixelLog10Float32;  ///< the same of float32 back-propagation
};

inline std::size_t amplitudeBin(double log10Amplitude) {
  std::size_t bin = 0;
  while (bin + 1 < kAmplitudeBins && log10Amplitude >= std::log10(kAmplitudeEdges[bin + 1])) ++bin;
  return bin;
}

}  // namespace adv
