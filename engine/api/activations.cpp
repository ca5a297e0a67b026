// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/neuron.hpp"

namespace adv {

const std::vector<ActivationInfo>& allActivations() {
  static const std::vector<ActivationInfo> all = {
      {Activation::Relu, "relu", "ReLU", "max(0, s)"},
      {Activation::Tanh, "tanh", "tanh", "tanh s"},
      {Activation::Sigmoid, "sigmoid", "Sigmoid", "1 / (1 + e⁻ˢ)"},
      {Activation::Linear, "linear", "Linear", "s"},
      {Activation::Softplus, "softplus", "Softplus", "ln(1 + eˢ)"},
      {Activation::Maxout, "maxout", "Maxout", "max(s, s′)"},
  };
  return all;
}

}  // namespace adv
