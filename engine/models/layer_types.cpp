// SPDX-License-Identifier: GPL-3.0-or-later
// The types of layers that a card may list, one function each.
#include <ATen/ATen.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/models/frozen_layers.hpp"
#include "engine/models/layers_builder.hpp"

namespace adv {
namespace {

constexpr std::int64_t kLargestWindow = 256;

}  // namespace

void LayersBuilder::conv2d(const Json& json) {
  requirePlanes("conv2d");
  const JsonFields layer = fields(json, {"type", "name", "weight", "bias", "stride", "padding"});
  Convolution convolution;
  convolution.weight =
      m_place(m_parameters.take(tensorName(layer, "weight", ".weight"), {-1, m_flow.channels, -1, -1}));
  convolution.bias = bias(layer, convolution.weight.size(0));
  convolution.stride = layer.pair("stride", 1, kLargestWindow, 1);
  convolution.padding = layer.pair("padding", 0, kLargestWindow, 0);
  slide(layer, {convolution.weight.size(2), convolution.weight.size(3)}, convolution.stride, convolution.padding,
        false);
  m_flow.channels = convolution.weight.size(0);
  const Sizes window = convolution.weight.sizes().slice(2).vec();
  begin({.name = layerName(layer),
         .kind = LayerKind::Convolution,
         .detail = windowText(window, convolution.stride, convolution.padding),
         .weight = convolution.weight,
         .others = {convolution.bias}},
        convolution);
}

void LayersBuilder::linear(const Json& json) {
  const JsonFields layer = fields(json, {"type", "name", "weight", "bias"});
  if (!m_flow.isFlat) layer.refuse("type", "needs a \"flatten\" layer before it");
  const at::Tensor weight = m_place(m_parameters.take(tensorName(layer, "weight", ".weight"), {-1, m_flow.channels}));
  m_flow.channels = weight.size(0);
  const at::Tensor shift = bias(layer, weight.size(0));
  begin({.name = layerName(layer), .kind = LayerKind::Linear, .weight = weight, .others = {shift}},
        [=](const at::Tensor& x) { return at::linear(x, weight, shift); });
}

void LayersBuilder::relu(const Json& json) {
  activate(fields(json, {"type"}), "ReLU", [](const at::Tensor& x) { return at::relu(x); });
}

void LayersBuilder::tanh(const Json& json) {
  activate(fields(json, {"type"}), "tanh", [](const at::Tensor& x) { return at::tanh(x); });
}

void LayersBuilder::sigmoid(const Json& json) {
  activate(fields(json, {"type"}), "sigmoid", [](const at::Tensor& x) { return at::sigmoid(x); });
}

void LayersBuilder::softplus(const Json& json) {
  const JsonFields layer = fields(json, {"type", "beta"});
  const double beta = layer.has("beta") ? layer.real("beta", 1e-3, 1e6) : 1.0;
  activate(layer, "softplus", [beta](const at::Tensor& x) { return at::softplus(x, beta); });
}

/// Goodfellow et al. 2013: each unit is the largest of `pieces` neighbouring features.
void LayersBuilder::maxout(const Json& json) {
  const JsonFields layer = fields(json, {"type", "pieces"});
  if (!m_flow.isFlat) layer.refuse("type", "needs a \"flatten\" layer before it");
  const std::int64_t pieces = layer.integer("pieces", 2, kLargestWindow);
  if (m_flow.channels % pieces != 0)
    layer.refuse("pieces", "must divide the " + std::to_string(m_flow.channels) + " features before it");
  m_flow.channels /= pieces;
  activate(layer, "maxout", [units = m_flow.channels, pieces](const at::Tensor& x) {
    return std::get<0>(x.view({x.size(0), units, pieces}).max(2));
  });
}

void LayersBuilder::maxpool2d(const Json& json) {
  requirePlanes("maxpool2d");
  const JsonFields layer = fields(json, {"type", "kernel", "stride", "padding", "ceil"});
  layer.at("kernel");
  const Sizes kernel = layer.pair("kernel", 1, kLargestWindow, 1);
  const Sizes stride = layer.has("stride") ? layer.pair("stride", 1, kLargestWindow, 1) : kernel;
  const Sizes padding = layer.pair("padding", 0, std::min(kernel[0], kernel[1]) / 2, 0);
  if (layer.has("ceil") && !layer.at("ceil").is_boolean()) layer.refuse("ceil", "must be true or false");
  const bool ceil = layer.has("ceil") && layer.at("ceil").get<bool>();
  slide(layer, kernel, stride, padding, ceil);
  pool(layer, LayerKind::MaxPooling, kernel, stride, padding, [=](const at::Tensor& x) {
    return at::max_pool2d(x, kernel, stride, padding, {1, 1}, ceil);
  });
}

void LayersBuilder::avgpool2d(const Json& json) {
  requirePlanes("avgpool2d");
  const JsonFields layer = fields(json, {"type", "kernel", "stride", "padding"});
  layer.at("kernel");
  const Sizes kernel = layer.pair("kernel", 1, kLargestWindow, 1);
  const Sizes stride = layer.has("stride") ? layer.pair("stride", 1, kLargestWindow, 1) : kernel;
  const Sizes padding = layer.pair("padding", 0, std::min(kernel[0], kernel[1]) / 2, 0);
  slide(layer, kernel, stride, padding, false);
  pool(layer, LayerKind::AveragePooling, kernel, stride, padding,
       [=](const at::Tensor& x) { return at::avg_pool2d(x, kernel, stride, padding); });
}

void LayersBuilder::adaptiveAvgpool2d(const Json& json) {
  requirePlanes("adaptive_avgpool2d");
  const JsonFields layer = fields(json, {"type", "output"});
  const Sizes output = layer.pair("output", 1, kLargestWindow, 1);
  m_flow.height = output[0];
  m_flow.width = output[1];
  begin({layerName(layer, "pool"), LayerKind::AveragePooling, "to " + windowText(output, {1, 1}, {0, 0})},
        [=](const at::Tensor& x) { return at::adaptive_avg_pool2d(x, output); });
}

void LayersBuilder::batchnorm2d(const Json& json) {
  requirePlanes("batchnorm2d");
  const JsonFields layer = fields(json, {"type", "name", "weight", "bias", "mean", "variance", "eps"});
  const auto vector = [&](const char* field, const char* suffix) {
    return m_place(m_parameters.take(tensorName(layer, field, suffix), {m_flow.channels}));
  };
  const at::Tensor weight = vector("weight", ".weight"), shift = vector("bias", ".bias");
  const at::Tensor mean = vector("mean", ".running_mean"), variance = vector("variance", ".running_var");
  const double eps = layer.has("eps") ? layer.real("eps", 1e-12, 1.0) : 1e-5;
  const LayerFunction compute = [=](const at::Tensor& x) {
    return at::batch_norm(x, weight, shift, mean, variance, false, 0.0, eps, true);
  };
  if (m_previous != "conv2d")
    return begin({.name = layerName(layer, "norm"), .kind = LayerKind::Normalisation, .others = {weight, shift}},
                 compute);
  m_list.extend("normalised", {weight, shift});
  m_steps.back().endsLayer = false;
  m_steps.push_back({compute, true});
}

void LayersBuilder::dropout(const Json& json) {
  const JsonFields layer = fields(json, {"type", "p"});
  const double p = layer.has("p") ? layer.real("p", 0.0, 1.0) : 0.5;
  if (m_dropout) m_steps.push_back({[dropout = m_dropout, p](const at::Tensor& x) { return dropout(x, p); }});
}

void LayersBuilder::flatten(const Json& json) {
  requirePlanes("flatten");
  const JsonFields layer = fields(json, {"type", "order"});
  const std::string order = layer.text("order", "chw");
  if (order != "chw" && order != "hwc") layer.refuse("order", "must be \"chw\" or \"hwc\"");
  m_flow = {m_flow.values(), 1, 1, true};
  if (order == "chw") {
    m_steps.push_back({[](const at::Tensor& x) { return x.flatten(1); }});
  } else {
    m_steps.push_back({[](const at::Tensor& x) { return x.permute({0, 2, 3, 1}).flatten(1); }});
  }
}

void LayersBuilder::normalise(const Json& json) {
  requirePlanes("normalise");
  const JsonFields layer = fields(json, {"type", "mean", "std"});
  const auto channels = static_cast<std::size_t>(m_flow.channels);
  const auto mean = layer.reals("mean", channels), std = layer.reals("std", channels);
  if (std::any_of(std.begin(), std.end(), [](double s) { return !(s > 0.0); })) layer.refuse("std", "must be positive");
  begin({layerName(layer, "norm"), LayerKind::Normalisation, "by fixed mean and deviation"},
        Normalisation(mean, std, m_device));
}

/// Krizhevsky et al. 2012, section 3.3, with the mean over `size` neighbouring channels, as PyTorch has it.
void LayersBuilder::localResponseNorm(const Json& json) {
  requirePlanes("local_response_norm");
  const JsonFields layer = fields(json, {"type", "size", "alpha", "beta", "k"});
  const std::int64_t size = layer.integer("size", 1, kLargestWindow);
  const double alpha = layer.has("alpha") ? layer.real("alpha", 0.0, 1e6) : 1e-4;
  const double beta = layer.has("beta") ? layer.real("beta", 0.0, 100.0) : 0.75;
  const double k = layer.has("k") ? layer.real("k", 1e-6, 1e6) : 1.0;
  begin({layerName(layer, "norm"), LayerKind::Normalisation, "over neighbouring channels"}, [=](const at::Tensor& x) {
    const at::Tensor padded = at::constant_pad_nd(x * x, {0, 0, 0, 0, size / 2, (size - 1) / 2});
    return x / (padded.unfold(1, size, 1).mean(-1) * alpha + k).pow(beta);
  });
}

}  // namespace adv
