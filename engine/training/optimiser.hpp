// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/models/weights.hpp"

namespace adv {

/// Changes parameters in place along their gradients.
class Optimiser {
 public:
  virtual ~Optimiser() = default;

  /// One step along `gradients`, which have the names of the parameters.
  virtual void update(const NamedTensors& gradients, double learningRate) = 0;

  /// What it remembers between steps.
  struct State {
    std::int64_t updates = 0;
    NamedTensors tensors;  ///< "mean/conv1.weight"; they share their memory with the optimiser
  };
  virtual State state() const = 0;
  /// Throws `Failure` where a tensor is missing or has another shape.
  virtual void restore(const State& state) = 0;
};

/// Makes the optimiser of some parameters.
using MakeOptimiser = std::function<std::unique_ptr<Optimiser>(const NamedTensors& parameters)>;

/// Copies the values of `from` into the tensors of `to` in place. Throws `Failure` where names or shapes differ.
void copyInto(const NamedTensors& to, const NamedTensors& from);

}  // namespace adv
