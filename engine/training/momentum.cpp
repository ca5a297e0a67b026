// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/momentum.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace adv {

Momentum::Momentum(const NamedTensors& parameters, double momentum, Kind kind)
    : m_parameters(parameters), m_momentum(momentum), m_kind(kind) {
  const at::NoGradGuard noGraph;
  for (const auto& [name, parameter] : m_parameters) m_velocities["velocity/" + name] = at::zeros_like(parameter);
}

void Momentum::update(const NamedTensors& gradients, double learningRate) {
  const at::NoGradGuard noGraph;
  ++m_updates;
  for (auto& [name, parameter] : m_parameters) {
    const at::Tensor& gradient = gradients.at(name);
    at::Tensor& velocity = m_velocities.at("velocity/" + name);
    velocity.mul_(m_momentum).add_(gradient);
    parameter.add_(m_kind == Kind::Nesterov ? gradient + m_momentum * velocity : velocity, -learningRate);
  }
}

void Momentum::restore(const State& state) {
  copyInto(m_velocities, state.tensors);
  m_updates = state.updates;
}

MakeOptimiser momentum(double momentum, Momentum::Kind kind) {
  return [=](const NamedTensors& parameters) { return std::make_unique<Momentum>(parameters, momentum, kind); };
}

}  // namespace adv
