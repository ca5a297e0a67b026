// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "engine/models/weights.hpp"

namespace adv {

/// Adam (Kingma and Ba, ICLR 2015, algorithm 1; β1 = 0.9, β2 = 0.999, ε = 1e-8) with the decoupled weight decay of
/// Loshchilov and Hutter (ICLR 2019, algorithm 2), which leaves biases out.
class Adam {
 public:
  /// The parameters are changed in place by `update`.
  Adam(const NamedTensors& parameters, double weightDecay);

  /// One step along `gradients`, which have the names of the parameters.
  void update(const NamedTensors& gradients, double learningRate);

  struct State {
    std::int64_t updates = 0;
    NamedTensors mean;    ///< first moments
    NamedTensors square;  ///< second moments
  };
  const State& state() const { return m_state; }
  /// Throws `Failure` where a tensor is missing or has another shape.
  void restore(const State& state);

 private:
  NamedTensors m_parameters;
  double m_weightDecay;
  State m_state;
};

/// Copies the values of `from` into the tensors of `to` in place. Throws `Failure` where names or shapes differ.
void copyInto(const NamedTensors& to, const NamedTensors& from);

}  // namespace adv
