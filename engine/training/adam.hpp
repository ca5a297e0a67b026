// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training/optimiser.hpp"

namespace adv {

/// Adam (Kingma and Ba, ICLR 2015, algorithm 1; β1 = 0.9, β2 = 0.999, ε = 1e-8) with the decoupled weight decay of
/// Loshchilov and Hutter (ICLR 2019, algorithm 2), which leaves biases out.
class Adam final : public Optimiser {
 public:
  Adam(const NamedTensors& parameters, double weightDecay);

  void update(const NamedTensors& gradients, double learningRate) override;
  State state() const override { return {m_updates, m_moments}; }
  void restore(const State& state) override;

 private:
  NamedTensors m_parameters;
  double m_weightDecay;
  std::int64_t m_updates = 0;
  NamedTensors m_moments;  ///< "mean/…" and "square/…" of each parameter
};

MakeOptimiser adam(double weightDecay);

}  // namespace adv
