// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/adam.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kTiny = 1e-8;

}  // namespace

Adam::Adam(const NamedTensors& parameters, double weightDecay) : m_parameters(parameters), m_weightDecay(weightDecay) {
  const at::NoGradGuard noGraph;
  for (const auto& [name, parameter] : m_parameters) {
    m_state.mean[name] = at::zeros_like(parameter);
    m_state.square[name] = at::zeros_like(parameter);
  }
}

void Adam::update(const NamedTensors& gradients, double learningRate) {
  const at::NoGradGuard noGraph;
  const auto count = static_cast<double>(++m_state.updates);
  const double correction1 = 1.0 - std::pow(kBeta1, count), correction2 = std::sqrt(1.0 - std::pow(kBeta2, count));
  for (auto& [name, parameter] : m_parameters) {
    const at::Tensor& gradient = gradients.at(name);
    at::Tensor &mean = m_state.mean[name], &square = m_state.square[name];
    mean.mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
    square.mul_(kBeta2).addcmul_(gradient, gradient, 1.0 - kBeta2);
    if (parameter.dim() > 1) parameter.mul_(1.0 - learningRate * m_weightDecay);
    parameter.addcdiv_(mean, (square.sqrt() / correction2).add_(kTiny), -learningRate / correction1);
  }
}

void Adam::restore(const State& state) {
  copyInto(m_state.mean, state.mean);
  copyInto(m_state.square, state.square);
  m_state.updates = state.updates;
}

void copyInto(const NamedTensors& to, const NamedTensors& from) {
  const at::NoGradGuard noGraph;
  for (auto [name, tensor] : to) {
    const auto found = from.find(name);
    if (found == from.end() || found->second.sizes() != tensor.sizes()) {
      throw userFailure("The saved state of the training lacks the tensor \"" + name + "\" in its shape.",
                        "Delete training.json to start anew.");
    }
    tensor.copy_(found->second);
  }
}

}  // namespace adv
