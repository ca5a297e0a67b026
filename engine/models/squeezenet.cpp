// SPDX-License-Identifier: GPL-3.0-or-later
// SqueezeNet 1.1 (Iandola et al. 2016, https://github.com/forresti/SqueezeNet) under torchvision's parameter names.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>

#include "engine/api/error.hpp"
#include "engine/models/network.hpp"
#include "engine/models/packed_convolution.hpp"

namespace adv {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// A 1x1 convolution whose result two others expand, side by side; each with its ReLU.
struct Fire {
  PackedConvolution squeeze;
  PackedConvolution expand1;
  PackedConvolution expand3;
};

/// A fire module as one node of the graph: half of the time of a backward pass through small layers goes into the nodes
/// between the convolutions. Only the input takes a gradient.
struct FireFunction : torch::autograd::Function<FireFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const Fire& fire, LayerTrace& trace) {
    const at::Tensor squeezed = fire.squeeze.relu(x);
    trace(squeezed);
    const at::Tensor narrow = fire.expand1.relu(squeezed);
    trace(narrow);
    const at::Tensor wide = fire.expand3.relu(squeezed);
    trace(wide);
    const at::Tensor expanded = at::cat({narrow, wide}, 1);
    trace(expanded);
    context->save_for_backward({x, squeezed, expanded});
    // The network outlives the graph.
    context->saved_data["fire"] = reinterpret_cast<std::int64_t>(&fire);
    return expanded;
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    if (at::GradMode::is_enabled()) throw Failure({ErrorKind::Library, "SqueezeNet gives no second derivatives.", {}});
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &squeezed = saved[1], &expanded = saved[2];
    const auto& fire = *reinterpret_cast<const Fire*>(context->saved_data["fire"].toInt());
    const std::int64_t half = fire.expand1.outputs();
    // Half by half: what comes out is dense, as a packed convolution needs it.
    const auto inner = [&](const PackedConvolution& expand, std::int64_t first) {
      const at::Tensor gradient = gradients[0].narrow(1, first, half);
      return expand.inputGradient(at::threshold_backward(gradient, expanded.narrow(1, first, half), 0), squeezed);
    };
    const at::Tensor sum = inner(fire.expand1, 0).add_(inner(fire.expand3, half));
    return {fire.squeeze.inputGradient(at::threshold_backward(sum, squeezed, 0), x), at::Tensor(), at::Tensor()};
  }
};

std::string windowOf(const PackedConvolution& convolution) {
  return windowText(convolution.weight().sizes().slice(2).vec(), {1, 1},
                    {convolution.padding(), convolution.padding()});
}

at::Tensor halve(const at::Tensor& x) { return at::max_pool2d(x, {3, 3}, {2, 2}, {0, 0}, {1, 1}, true); }

class SqueezeNet final : public Network {
 public:
  SqueezeNet(Parameters& parameters, const Placer& place, std::int64_t inputSide) {
    std::int64_t side = (inputSide - 3) / 4;
    const auto tensor = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
      return place(parameters.take(name, shape));
    };
    const auto convolution = [&](const std::string& name, std::int64_t in, std::int64_t out, std::int64_t size) {
      return PackedConvolution(tensor(name + ".weight", {out, in, size, size}), tensor(name + ".bias", {out}),
                               (size - 1) / 2, side);
    };
    m_first = {.weight = tensor("features.0.weight", {64, 3, 3, 3}),
               .bias = tensor("features.0.bias", {64}),
               .stride = {2, 2}};
    std::int64_t channels = 64;
    for (std::size_t i = 0; i < kFires.size(); ++i) {
      const auto [place_, squeeze, expand] = kFires[i];
      const std::string name = "features." + std::to_string(place_);
      m_fires[i] = {convolution(name + ".squeeze", channels, squeeze, 1),
                    convolution(name + ".expand1x1", squeeze, expand, 1),
                    convolution(name + ".expand3x3", squeeze, expand, 3)};
      channels = 2 * expand;
      if (isHalvedAfter(i)) side = (side - 1) / 2;
    }
    m_last = convolution("classifier.1", channels, -1, 1);
    list();
  }

  const LayerList& layers() const override { return m_layers; }

 protected:
  at::Tensor compute(const at::Tensor& xModel, LayerTrace& trace) const override {
    const at::Tensor first = m_first(xModel);
    if (trace.isWatched()) trace(at::relu(first));
    // ReLU and maximum commute, so the ReLU runs on a quarter of the values.
    at::Tensor x = at::relu(halve(first));
    trace(x);
    for (std::size_t i = 0; i < m_fires.size(); ++i) {
      x = FireFunction::apply(x, m_fires[i], trace);
      if (!isHalvedAfter(i)) continue;
      x = halve(x);
      trace(x);
    }
    x = differentiableRelu(m_last, x);
    trace(x);
    x = x.mean({2, 3});
    trace(x);
    return x;
  }

 private:
  struct FireShape {
    int position;  ///< in torchvision's list of features
    std::int64_t squeeze;
    std::int64_t expand;
  };
  static bool isHalvedAfter(std::size_t fire) { return fire == 1 || fire == 3; }

  /// The layers under the paper's names.
  void list() {
    const auto convolution = [&](const std::string& name, const std::string& window, const std::string& block, int from,
                                 const at::Tensor& weight, const at::Tensor& bias) {
      return m_layers.add({name, LayerKind::Convolution, window + ", ReLU", block, {from}, weight, {bias}});
    };
    int pools = 0;
    const auto pool = [&] {
      const std::string name = "pool" + std::to_string(++pools);
      return m_layers.add({name, LayerKind::MaxPooling, windowText({3, 3}, {2, 2}, {0, 0})});
    };
    convolution("conv1", windowText({3, 3}, {2, 2}, {0, 0}), {}, 0, m_first.weight, m_first.bias);
    int x = pool();
    for (std::size_t i = 0; i < m_fires.size(); ++i) {
      const std::string fire = "fire" + std::to_string(i + 2);
      const auto part = [&](const char* name, int from, const PackedConvolution& c) {
        return convolution(fire + name, windowOf(c), fire, from, c.weight(), c.bias());
      };
      const int squeezed = part(".squeeze", x, m_fires[i].squeeze);
      const int narrow = part(".expand1x1", squeezed, m_fires[i].expand1);
      const int wide = part(".expand3x3", squeezed, m_fires[i].expand3);
      x = m_layers.add({fire, LayerKind::Concatenation, {}, fire, {narrow, wide}});
      if (isHalvedAfter(i)) x = pool();
    }
    convolution("conv10", windowOf(m_last), {}, x, m_last.weight(), m_last.bias());
    m_layers.add({"logits", LayerKind::AveragePooling, "over the whole plane"});
  }

  static constexpr std::array<FireShape, 8> kFires{{{3, 16, 64},
                                                    {4, 16, 64},
                                                    {6, 32, 128},
                                                    {7, 32, 128},
                                                    {9, 48, 192},
                                                    {10, 48, 192},
                                                    {11, 64, 256},
                                                    {12, 64, 256}}};

  Convolution m_first;
  std::array<Fire, 8> m_fires;
  PackedConvolution m_last;
  LayerList m_layers;
};

std::unique_ptr<const Network> build(Parameters& parameters, const Placer& place, const InputSize& input) {
  if (input.channels != 3 || input.height < 32 || input.width < 32) {
    throw userFailure("SqueezeNet needs an RGB input of at least 32x32.",
                      "Mend the size of the input in the model card.");
  }
  return std::make_unique<const SqueezeNet>(parameters, place, input.height);
}

const RegisterArchitecture kRegistered("squeezenet1_1", build);

}  // namespace
}  // namespace adv
