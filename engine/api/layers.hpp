// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"
#include "engine/api/subject.hpp"

namespace adv {

enum class LayerKind {
  Input,  ///< the picture itself, in pixels of [0, 1]
  Convolution,
  Linear,
  MaxPooling,
  AveragePooling,
  Sum,            ///< of what comes through the layers and what skips them
  Concatenation,  ///< of the channels of two branches
  Shortcut,       ///< a skip connection that has to change its shape
  Normalisation,
  Activation,  ///< a non-linearity that follows no layer of its own
};

/// A layer with the normalisation and the non-linearity that follow it.
struct LayerInfo {
  std::string name;  ///< unique in its network and stable: "conv1", "fire3.squeeze", "layer2.1.conv2"
  LayerKind kind = LayerKind::Input;
  std::string detail;               ///< "5×5, stride 2, padding 2, ReLU"; may be empty
  std::string block;                ///< the module that it is a part of: "fire3"; empty where there is none
  std::vector<std::int64_t> shape;  ///< of what it gives for one picture: channels, height, width; or features alone
  std::int64_t parameters = 0;      ///< numbers that were trained: weights, biases, gains and shifts
  std::vector<int> inputs;          ///< the layers that it takes, by index; all come before it

  std::int64_t channels() const { return shape.empty() ? 0 : shape.front(); }
  /// A row of features, without a plane.
  bool isFlat() const { return shape.size() == 1; }
  friend bool operator==(const LayerInfo&, const LayerInfo&) = default;
};

/// Lists the layers of a network. Answer: `NetworkReady`.
struct NetworkRequest {
  std::string model;  ///< a model's id, or the path of a model card
};

struct NetworkReady {
  ModelInfo model;
  std::vector<LayerInfo> layers;  ///< in the order in which they are computed: first the picture, last the logits
};

/// How a change of the picture grows from layer to layer. Answers: `LayerChangesReady` now and then while the attack
/// runs, and at its end.
struct LayerChangesRequest {
  AttackRequest run;
};

/// Of one layer's result a, against that of the clean picture. NaN where the latter is zero everywhere.
struct LayerChange {
  double attack = 0.0;        ///< ‖a_adv − a‖₂ / ‖a‖₂
  double noise = 0.0;         ///< the same for random signs of the same size
  double attackCosine = 1.0;  ///< of the angle between a_adv and a
  double noiseCosine = 1.0;
  friend bool operator==(const LayerChange&, const LayerChange&) = default;
};

struct LayerChangesReady {
  Predicted clean;
  std::vector<LayerChange> changes;  ///< as the layers of `NetworkReady`
  ImagePtr adversarial;              ///< the 8-bit picture that the changes are of, at the network's size
  Prediction prediction;             ///< of that picture
  Distortion distortion;             ///< of that picture
  ImagePtr noise;                    ///< the 8-bit control
  Prediction noisePrediction;
  double noiseSize = 0.0;     ///< of the control in `norm`, before it was rounded and clipped
  std::string norm;           ///< "L∞" or "L2"
  ParamValues params;         ///< of the attack, with those that were worked out
  std::optional<int> target;  ///< also where the attack chose it
  int step = 0;               ///< of the attack
  bool isWhole = false;       ///< the attack is at its end
};

enum class MapOrder {
  ByIndex,
  ByChange,  ///< the largest ‖a_adv − a‖₂ of a channel first
};

/// The channels of one layer for a picture and, where it is given, for its adversarial one. Answer: `FeatureMapsReady`.
struct FeatureMapsRequest {
  Subject subject;
  std::string layer;     ///< by its name
  ImagePtr adversarial;  ///< at the network's size; null where it is not known yet
  MapOrder order = MapOrder::ByChange;
  int first = 0;   ///< channels before it in this order are left out
  int count = 64;  ///< at most, 1 to 1024
};

struct FeatureMapsReady {
  LayerInfo layer;
  int index = 0;     ///< of the layer
  int channels = 0;  ///< of the layer, in all
  int height = 1;    ///< of a map; 1 × 1 for a layer of features
  int width = 1;
  int first = 0;                   ///< place of the first shown channel in the order
  std::vector<int> shown;          ///< the channels, in order
  std::vector<float> clean;        ///< shown × height × width
  std::vector<float> adversarial;  ///< the same; empty where it was not given
  std::vector<double> change;      ///< of each shown channel: ‖a_adv − a‖₂; zeros where not given
  float low = 0.0F;                ///< smallest value of the whole layer, over both pictures
  float high = 0.0F;               ///< largest
  /// Ends of colour scales, robust against a few large values: sizes that only about one value in 200 is above. For
  /// each shown channel, over both pictures; for all of them; and for their differences.
  std::vector<float> channelReach;
  float layerReach = 0.0F;
  float differenceReach = 0.0F;
  int filterInputs = 0;  ///< channels of a convolution's filter; 0 where the layer has none
  int filterHeight = 0;
  int filterWidth = 0;
  std::vector<float> filters;  ///< shown × filterInputs × filterHeight × filterWidth

  std::size_t mapSize() const { return static_cast<std::size_t>(height) * static_cast<std::size_t>(width); }
};

}  // namespace adv
