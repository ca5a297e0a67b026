// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/json_fields.hpp"
#include "engine/models/layers.hpp"
#include "engine/models/network.hpp"

namespace adv {

using LayerFunction = std::function<at::Tensor(const at::Tensor&)>;

/// One step of the computation. A layer of the network's list is one step or several.
struct LayerStep {
  LayerFunction compute;
  bool endsLayer = false;
  /// What the layer still lacks where the network does that later, for those who look at it; null where nothing.
  LayerFunction rest = nullptr;
};

/// What flows from one layer to the next: planes, or after "flatten" a row of features.
struct Flow {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  bool isFlat = false;

  std::int64_t values() const { return channels * height * width; }
};

/// Builds layer by layer and follows the shape, so that a layer that does not fit is named before anything is computed.
class LayersBuilder {
  using Json = nlohmann::json;
  using Sizes = std::vector<std::int64_t>;

 public:
  LayersBuilder(Parameters& parameters, const Placer& place, const InputSize& input, c10::Device device,
                const DropoutFunction& dropout)
      : m_parameters(parameters),
        m_place(place),
        m_device(device),
        m_dropout(dropout),
        m_flow{input.channels, input.height, input.width, false} {}

  void add(const Json& layer, std::size_t index);
  /// The steps and what they make up. Throws `Failure` where the last of them gives no list of logits.
  std::pair<std::vector<LayerStep>, LayerList> finish();

 private:
  void conv2d(const Json& layer);
  void linear(const Json& layer);
  void relu(const Json& layer);
  void tanh(const Json& layer);
  void sigmoid(const Json& layer);
  void softplus(const Json& layer);
  void maxout(const Json& layer);
  void maxpool2d(const Json& layer);
  void avgpool2d(const Json& layer);
  void adaptiveAvgpool2d(const Json& layer);
  void batchnorm2d(const Json& layer);
  void dropout(const Json& layer);
  void flatten(const Json& layer);
  void normalise(const Json& layer);
  void localResponseNorm(const Json& layer);

  JsonFields fields(const Json& layer, std::initializer_list<const char*> known) const {
    return {layer, m_where, known};
  }
  std::string tensorName(const JsonFields& layer, const char* field, const char* suffix) const;
  at::Tensor bias(const JsonFields& layer, std::int64_t count);
  void requirePlanes(const char* type) const;
  void slide(const JsonFields& layer, const Sizes& kernel, const Sizes& stride, const Sizes& padding, bool ceil);
  /// "conv1" of a layer with that name, or whose weight is "conv1.weight".
  std::string layerName(const JsonFields& layer) const;
  /// The name of the card, or "pool2" for the second of a kind without names.
  std::string layerName(const JsonFields& layer, const std::string& stem);
  void begin(const NewLayer& layer, LayerFunction compute);
  /// A non-linearity belongs to the layer before it, where there is one.
  void activate(const JsonFields& layer, const char* name, LayerFunction compute);
  void pool(const JsonFields& layer, LayerKind kind, const Sizes& kernel, const Sizes& stride, const Sizes& padding,
            LayerFunction compute);

  Parameters& m_parameters;
  const Placer& m_place;
  c10::Device m_device;
  const DropoutFunction& m_dropout;
  Flow m_flow;
  std::string m_where;
  std::string m_previous;  ///< type of the layer before
  std::vector<LayerStep> m_steps;
  LayerList m_list;
  std::map<std::string, int> m_unnamed;  ///< how many layers of a kind the card gives no name
};

}  // namespace adv
