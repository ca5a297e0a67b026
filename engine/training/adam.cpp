// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/adam.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

namespace adv {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kTiny = 1e-8;

}  // namespace

Adam::Adam(const NamedTensors& parameters, double weightDecay) : m_parameters(parameters), m_weightDecay(weightDecay) {
  const at::NoGradGuard noGraph;
  for (const auto& [name, parameter] : m_parameters) {
    m_moments["mean/" + name] = at::zeros_like(parameter);
    m_moments["square/" + name] = at::zeros_like(parameter);
  }
}

void Adam::update(const NamedTensors& gradients, double learningRate) {
  const at::NoGradGuard noGraph;
  const auto count = static_cast<double>(++m_updates);
  const double correction1 = 1.0 - std::pow(kBeta1, count), correction2 = std::sqrt(1.0 - std::pow(kBeta2, count));
  for (auto& [name, parameter] : m_parameters) {
    const at::Tensor& gradient = gradients.at(name);
    at::Tensor &mean = m_moments.at("mean/" + name), &square = m_moments.at("square/" + name);
    mean.mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
    square.mul_(kBeta2).addcmul_(gradient, gradient, 1.0 - kBeta2);
    if (parameter.dim() > 1) parameter.mul_(1.0 - learningRate * m_weightDecay);
    parameter.addcdiv_(mean, (square.sqrt() / correction2).add_(kTiny), -learningRate / correction1);
  }
}

void Adam::restore(const State& state) {
  copyInto(m_moments, state.tensors);
  m_updates = state.updates;
}

MakeOptimiser adam(double weightDecay) {
  return [weightDecay](const NamedTensors& parameters) { return std::make_unique<Adam>(parameters, weightDecay); };
}

}  // namespace adv
