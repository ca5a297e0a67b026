// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/layers.hpp"

#include <ATen/ATen.h>

#include <map>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/models/layers_builder.hpp"

namespace adv {

void LayersBuilder::add(const Json& layer, std::size_t index) {
  static const std::map<std::string, void (LayersBuilder::*)(const Json&)> kTypes{
      {"conv2d", &LayersBuilder::conv2d},
      {"linear", &LayersBuilder::linear},
      {"relu", &LayersBuilder::relu},
      {"tanh", &LayersBuilder::tanh},
      {"sigmoid", &LayersBuilder::sigmoid},
      {"softplus", &LayersBuilder::softplus},
      {"maxout", &LayersBuilder::maxout},
      {"maxpool2d", &LayersBuilder::maxpool2d},
      {"avgpool2d", &LayersBuilder::avgpool2d},
      {"adaptive_avgpool2d", &LayersBuilder::adaptiveAvgpool2d},
      {"batchnorm2d", &LayersBuilder::batchnorm2d},
      {"dropout", &LayersBuilder::dropout},
      {"flatten", &LayersBuilder::flatten},
      {"normalise", &LayersBuilder::normalise},
      {"local_response_norm", &LayersBuilder::localResponseNorm},
  };
  m_where = "layers[" + std::to_string(index) + "].";
  if (!layer.is_object() || !layer.contains("type") || !layer["type"].is_string()) {
    throw userFailure("The model card's field \"" + m_where + "type\" must be a text.", "Mend the card.");
  }
  const auto type = layer["type"].get<std::string>();
  const auto found = kTypes.find(type);
  if (found == kTypes.end()) {
    std::string known;
    for (const auto& [name, builder] : kTypes) known += (known.empty() ? "" : ", ") + name;
    throw userFailure("The model card's " + m_where + "type is the unknown layer \"" + type + "\".",
                      "Known layers: " + known + ".");
  }
  (this->*found->second)(layer);
  m_previous = type;
  if (m_flow.values() > (std::int64_t{1} << 28))
    throw userFailure("The model card's layer " + m_where + type + " gives more than 2^28 values.",
                      "Make the input smaller.");
}

std::pair<std::vector<LayerStep>, LayerList> LayersBuilder::finish() {
  if (!m_flow.isFlat)
    throw userFailure("The model card's layers do not end with a list of logits.",
                      "Put a \"flatten\" layer before the end.");
  return {std::move(m_steps), std::move(m_list)};
}

std::string LayersBuilder::tensorName(const JsonFields& layer, const char* field, const char* suffix) const {
  if (layer.has(field)) return layer.text(field);
  if (!layer.has("name"))
    layer.refuse(field, std::string("is missing; give it, or \"name\" for tensors called name") + suffix);
  return layer.text("name") + suffix;
}

/// With "name" a bias is expected unless "bias" is false; with "weight" there is one where "bias" names it.
at::Tensor LayersBuilder::bias(const JsonFields& layer, std::int64_t count) {
  const bool named = layer.has("bias") ? !layer.at("bias").is_boolean() : layer.has("name");
  if (layer.has("bias") && layer.at("bias").is_boolean() && layer.at("bias").get<bool>())
    layer.refuse("bias", "must be a tensor's name or false");
  if (!named) return {};
  return m_place(m_parameters.take(tensorName(layer, "bias", ".bias"), {count}));
}

void LayersBuilder::requirePlanes(const char* type) const {
  if (m_flow.isFlat)
    throw userFailure("The model card's layer " + m_where + type + " comes after \"flatten\".", "Put it before.");
}

/// The size after a window of `kernel` has moved over the planes.
void LayersBuilder::slide(const JsonFields& layer, const Sizes& kernel, const Sizes& stride, const Sizes& padding,
                          bool ceil) {
  const auto after = [&](std::int64_t extent, std::size_t i) {
    const std::int64_t room = extent + 2 * padding[i] - kernel[i];
    if (room < 0)
      layer.refuse("type",
                   "has a window of " + std::to_string(kernel[i]) + " on " + std::to_string(extent) + " pixels");
    std::int64_t count = (room + (ceil ? stride[i] - 1 : 0)) / stride[i] + 1;
    if (ceil && (count - 1) * stride[i] >= extent + padding[i]) --count;
    return count;
  };
  m_flow.height = after(m_flow.height, 0);
  m_flow.width = after(m_flow.width, 1);
}

std::string LayersBuilder::layerName(const JsonFields& layer) const {
  if (layer.has("name")) return layer.text("name");
  const std::string weight = layer.text("weight");
  return weight.ends_with(".weight") ? weight.substr(0, weight.size() - 7) : weight;
}

std::string LayersBuilder::layerName(const JsonFields& layer, const std::string& stem) {
  return layer.has("name") ? layer.text("name") : stem + std::to_string(++m_unnamed[stem]);
}

void LayersBuilder::begin(const NewLayer& layer, LayerFunction compute) {
  m_list.add(layer);
  m_steps.push_back({std::move(compute), true});
}

void LayersBuilder::activate(const JsonFields& layer, const char* name, LayerFunction compute) {
  if (m_steps.empty() || !m_steps.back().endsLayer) {
    return begin({layerName(layer, "activation"), LayerKind::Activation, name}, std::move(compute));
  }
  m_list.extend(name);
  m_steps.back().endsLayer = false;
  m_steps.push_back({std::move(compute), true});
}

/// A maximum and a ReLU commute, in the values and in the gradient: whichever comes first, the gradient goes to the
/// largest value of a window where it is positive and nowhere else. The ReLU is cheaper on the smaller plane, so it
/// goes last, and is the rest of the layer before for those who look at that.
void LayersBuilder::pool(const JsonFields& layer, LayerKind kind, const Sizes& kernel, const Sizes& stride,
                         const Sizes& padding, LayerFunction compute) {
  const bool swaps = kind == LayerKind::MaxPooling && m_previous == "relu" && m_steps.size() > 1;
  begin({layerName(layer, "pool"), kind, windowText(kernel, stride, padding)}, std::move(compute));
  if (!swaps) return;
  LayerStep& maximum = m_steps.back();
  LayerStep& relu = m_steps[m_steps.size() - 2];
  std::swap(maximum.compute, relu.compute);
  relu.endsLayer = false;
  LayerStep& before = m_steps[m_steps.size() - 3];
  before.endsLayer = true;
  before.rest = maximum.compute;
}

namespace {

class LayersNetwork final : public Network {
 public:
  LayersNetwork(std::vector<LayerStep> steps, LayerList list) : m_steps(std::move(steps)), m_list(std::move(list)) {}

  const LayerList& layers() const override { return m_list; }

 protected:
  at::Tensor compute(const at::Tensor& xModel, LayerTrace& trace) const override {
    at::Tensor x = xModel;
    for (const LayerStep& step : m_steps) {
      x = step.compute(x);
      if (step.endsLayer && trace.isWatched()) trace(step.rest ? step.rest(x) : x);
    }
    return x;
  }

 private:
  std::vector<LayerStep> m_steps;
  LayerList m_list;
};

}  // namespace

std::unique_ptr<const Network> buildLayers(const nlohmann::json& layers, Parameters& parameters, const Placer& place,
                                           const InputSize& input, c10::Device device, const DropoutFunction& dropout) {
  LayersBuilder builder(parameters, place, input, device, dropout);
  for (std::size_t i = 0; i < layers.size(); ++i) builder.add(layers[i], i);
  auto [steps, list] = builder.finish();
  return std::make_unique<const LayersNetwork>(std::move(steps), std::move(list));
}

}  // namespace adv
