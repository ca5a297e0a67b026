// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/substitute_network.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace adv {
namespace {

constexpr std::int64_t kHidden = 200;
constexpr std::int64_t kLargestSide = 32;

std::string weightName(std::size_t layer) { return "weight" + std::to_string(layer); }
std::string biasName(std::size_t layer) { return "bias" + std::to_string(layer); }

}  // namespace

SubstituteNetwork::SubstituteNetwork(const ModelInfo& attacked, at::Device device, std::uint64_t seed)
    : m_device(device), m_info(attacked) {
  m_info.id = "substitute";
  m_info.title = "Substitute of " + attacked.title;
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  const std::int64_t inputs = attacked.channels * std::min<std::int64_t>(attacked.height, kLargestSide) *
                              std::min<std::int64_t>(attacked.width, kLargestSide);
  const std::array<std::int64_t, 4> sizes = {inputs, kHidden, kHidden, attacked.classCount()};
  for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer) {
    const double bound = 1.0 / std::sqrt(static_cast<double>(sizes[layer]));
    const auto drawn = [&](std::vector<std::int64_t> shape) {
      return at::empty(shape).uniform_(-bound, bound, generator).to(device);
    };
    m_weights[weightName(layer)] = drawn({sizes[layer + 1], sizes[layer]});
    m_weights[biasName(layer)] = drawn({sizes[layer + 1]});
  }
  m_adam = std::make_unique<Adam>(m_weights, 0.0);
}

at::Tensor SubstituteNetwork::logits(const at::Tensor& xPixel) const { return forward(m_weights, xPixel); }

at::Tensor SubstituteNetwork::forward(const NamedTensors& weights, const at::Tensor& xPixel) const {
  const std::int64_t height = std::min(xPixel.size(2), kLargestSide), width = std::min(xPixel.size(3), kLargestSide);
  const bool fits = height == xPixel.size(2) && width == xPixel.size(3);
  at::Tensor x = (fits ? xPixel : at::adaptive_avg_pool2d(xPixel, {height, width})).flatten(1);
  const std::size_t layers = weights.size() / 2;
  for (std::size_t layer = 0; layer < layers; ++layer) {
    x = at::linear(x, weights.at(weightName(layer)), weights.at(biasName(layer)));
    if (layer + 1 < layers) x = x.relu();
  }
  return x;
}

void SubstituteNetwork::learn(const at::Tensor& xPixel, const at::Tensor& labels, double learningRate) {
  const at::AutoGradMode enabled(true);
  NamedTensors leaves;
  std::vector<at::Tensor> inOrder;
  for (const auto& [name, weight] : m_weights) inOrder.push_back(leaves[name] = weight.detach().requires_grad_(true));
  const at::Tensor loss = at::cross_entropy_loss(forward(leaves, xPixel), labels);
  const std::vector<at::Tensor> found = torch::autograd::grad({loss}, inOrder);
  NamedTensors gradients;
  for (std::size_t i = 0; const auto& [name, weight] : m_weights) gradients[name] = found[i++];
  m_adam->update(gradients, learningRate);
}

}  // namespace adv
