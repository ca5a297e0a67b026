// SPDX-License-Identifier: GPL-3.0-or-later
// ResNet-20 for CIFAR-10 (He et al. 2015, section 4.2) with parameter-free shortcuts (option A), under the parameter
// names of https://github.com/akamaster/pytorch_resnet_cifar10.
#include <ATen/ATen.h>

#include <vector>

#include "engine/api/error.hpp"
#include "engine/models/network.hpp"

namespace adv {
namespace {

/// A 3x3 convolution without bias and its batch normalisation with fixed statistics.
struct NormalisedConvolution {
  Convolution convolution;
  at::Tensor weight, bias, mean, variance;

  at::Tensor operator()(const at::Tensor& x) const {
    return at::batch_norm(convolution(x), weight, bias, mean, variance, /*training=*/false, /*momentum=*/0.0,
                          /*eps=*/1e-5, true);
  }
};

struct Block {
  NormalisedConvolution first, second;
  bool halves = false;

  at::Tensor operator()(const at::Tensor& x, LayerTrace& trace) const {
    const at::Tensor inner = at::relu(first(x));
    trace(inner);
    const at::Tensor through = second(inner);
    trace(through);
    const at::Tensor around = halves ? shortcut(x) : x;
    if (halves) trace(around);
    at::Tensor sum = at::relu(through + around);
    trace(sum);
    return sum;
  }

  /// Every second pixel, with half as many zero channels again on either side.
  static at::Tensor shortcut(const at::Tensor& x) {
    const std::int64_t added = x.size(1) / 2;
    return at::constant_pad_nd(x.slice(2, 0, INT64_MAX, 2).slice(3, 0, INT64_MAX, 2), {0, 0, 0, 0, added, added});
  }
};

class ResNetCifar final : public Network {
 public:
  ResNetCifar(Parameters& parameters, const Placer& place, int blocksPerStage) {
    const auto layer = [&](const std::string& convolution, const std::string& norm, std::int64_t in, std::int64_t out,
                           std::int64_t stride) {
      const auto vector = [&](const char* part) { return place(parameters.take(norm + part, {out})); };
      return NormalisedConvolution{{.weight = place(parameters.take(convolution + ".weight", {out, in, 3, 3})),
                                    .bias = {},
                                    .stride = {stride, stride},
                                    .padding = {1, 1}},
                                   vector(".weight"),
                                   vector(".bias"),
                                   vector(".running_mean"),
                                   vector(".running_var")};
    };
    m_first = layer("conv1", "bn1", 3, 16, 1);
    std::int64_t channels = 16;
    for (int stage = 1; stage <= 3; ++stage) {
      for (int i = 0; i < blocksPerStage; ++i) {
        const bool halves = stage > 1 && i == 0;
        const std::int64_t out = halves ? 2 * channels : channels;
        const std::string name = "layer" + std::to_string(stage) + "." + std::to_string(i) + ".";
        m_blocks.push_back({layer(name + "conv1", name + "bn1", channels, out, halves ? 2 : 1),
                            layer(name + "conv2", name + "bn2", out, out, 1), halves});
        channels = out;
      }
    }
    m_weight = place(parameters.take("linear.weight", {-1, channels}));
    m_bias = place(parameters.take("linear.bias", {m_weight.size(0)}));
    list(blocksPerStage);
  }

  const LayerList& layers() const override { return m_layers; }

 protected:
  at::Tensor compute(const at::Tensor& xModel, LayerTrace& trace) const override {
    at::Tensor x = at::relu(m_first(xModel));
    trace(x);
    for (const Block& block : m_blocks) x = block(x, trace);
    x = x.mean({2, 3});
    trace(x);
    x = at::linear(x, m_weight, m_bias);
    trace(x);
    return x;
  }

 private:
  void list(int blocksPerStage) {
    const auto convolution = [&](const std::string& name, const char* after, const std::string& block,
                                 const NormalisedConvolution& c) {
      const std::string window =
          windowText(c.convolution.weight.sizes().slice(2).vec(), c.convolution.stride, c.convolution.padding);
      return m_layers.add({.name = name,
                           .kind = LayerKind::Convolution,
                           .detail = window + after,
                           .block = block,
                           .weight = c.convolution.weight,
                           .others = {c.weight, c.bias}});
    };
    convolution("conv1", ", normalised, ReLU", {}, m_first);
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
      const auto perStage = static_cast<std::size_t>(blocksPerStage);
      const std::string name = "layer" + std::to_string(i / perStage + 1) + "." + std::to_string(i % perStage);
      int around = m_layers.last();
      convolution(name + ".conv1", ", normalised, ReLU", name, m_blocks[i].first);
      const int through = convolution(name + ".conv2", ", normalised", name, m_blocks[i].second);
      if (m_blocks[i].halves) {
        around = m_layers.add(
            {name + ".shortcut", LayerKind::Shortcut, "every second pixel, channels of zeros", name, {around}});
      }
      m_layers.add({name, LayerKind::Sum, "ReLU", name, {through, around}});
    }
    m_layers.add({"pool", LayerKind::AveragePooling, "over the whole plane"});
    m_layers.add({.name = "linear", .kind = LayerKind::Linear, .weight = m_weight, .others = {m_bias}});
  }

  NormalisedConvolution m_first;
  std::vector<Block> m_blocks;
  at::Tensor m_weight, m_bias;
  LayerList m_layers;
};

std::unique_ptr<const Network> buildResNet20(Parameters& parameters, const Placer& place, const InputSize& input) {
  if (input.channels != 3)
    throw userFailure("ResNet-20 needs an RGB input.", "Mend the channels of the input in the model card.");
  return std::make_unique<const ResNetCifar>(parameters, place, 3);
}

const RegisterArchitecture kRegistered("resnet20", buildResNet20);

}  // namespace
}  // namespace adv
