// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training/optimiser.hpp"

namespace adv {

/// Gradient descent with momentum: v ← μ v + g, then θ ← θ − η v, or with Nesterov's look-ahead θ ← θ − η (g + μ v)
/// (Sutskever, Martens, Dahl, Hinton, ICML 2013, in the form where g is taken at θ).
class Momentum final : public Optimiser {
 public:
  enum class Kind { Classical, Nesterov };

  Momentum(const NamedTensors& parameters, double momentum, Kind kind);

  void update(const NamedTensors& gradients, double learningRate) override;
  State state() const override { return {m_updates, m_velocities}; }
  void restore(const State& state) override;

 private:
  NamedTensors m_parameters;
  double m_momentum;
  Kind m_kind;
  std::int64_t m_updates = 0;
  NamedTensors m_velocities;  ///< "velocity/…" of each parameter
};

MakeOptimiser momentum(double momentum, Momentum::Kind kind);

}  // namespace adv
