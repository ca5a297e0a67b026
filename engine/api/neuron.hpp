// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace adv {

/// y = φ(s) with s = w·x + b. Maxout takes the larger of two such sums (Goodfellow et al. 2013).
enum class Activation { Relu, Tanh, Sigmoid, Linear, Softplus, Maxout };
inline constexpr int kActivationCount = 6;

/// "relu", "ReLU", "max(0, s)".
struct ActivationInfo {
  Activation activation;
  const char* id;
  const char* title;
  const char* formula;
};
/// In the order of the enumeration.
const std::vector<ActivationInfo>& allActivations();

/// One neuron, and an attack on its inputs. Answer: `NeuronReady`.
struct NeuronRequest {
  std::vector<double> inputs = {1.0, -0.5, 2.0};
  std::vector<double> weights = {0.6, -0.8, -0.4};
  double bias = 0.2;
  Activation activation = Activation::Tanh;
  std::vector<double> otherWeights = {-0.5, 0.4, 0.3};  ///< of maxout's second sum
  double otherBias = 0.0;
  double epsilon = 0.25;  ///< how far the attack moves each input; at least 0
  bool raises = true;     ///< the output; otherwise the attack lowers it
  double reach = 6.0;     ///< the curve goes at least this far to both sides, and twice as far as often as s needs it
  friend bool operator==(const NeuronRequest&, const NeuronRequest&) = default;
};

struct NeuronReady {
  NeuronRequest neuron;          ///< as asked
  std::vector<double> products;  ///< w_i x_i of the sum that counts
  double sum = 0.0;              ///< s = w·x + b
  double otherSum = 0.0;         ///< maxout's second
  bool otherCounts = false;      ///< maxout's second sum is the larger
  double output = 0.0;
  double slope = 0.0;            ///< φ'(s); 0 at the corner of ReLU
  std::vector<double> gradient;  ///< ∂y/∂x_i = φ'(s) w_i
  int strongest = -1;            ///< the input of the largest |∂y/∂x_i|; −1 where all are 0
  std::vector<double> moved;     ///< x_i ± ε sign(∂y/∂x_i)
  double movedSum = 0.0;
  double movedOutput = 0.0;
  /// The curve y = φ(s) from −reach to reach; maxout's with its second sum where it is.
  double reach = 0.0;
  std::vector<double> curveSums;
  std::vector<double> curveOutputs;
};

}  // namespace adv
