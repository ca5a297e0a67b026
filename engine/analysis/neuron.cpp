// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/neuron.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr std::size_t kMostInputs = 64;
constexpr double kLargest = 1e6;
constexpr int kCurvePoints = 241;
constexpr double kRoom = 0.95;  ///< of the curve's reach, for the sums

double sigmoid(double s) { return s >= 0.0 ? 1.0 / (1.0 + std::exp(-s)) : std::exp(s) / (1.0 + std::exp(s)); }

void checkAll(const std::vector<double>& numbers, const char* what, std::size_t count) {
  if (numbers.size() != count)
    throw userFailure(
        "There are " + std::to_string(count) + " inputs and " + std::to_string(numbers.size()) + " " + what + ".",
        "Give each input one weight.");
  for (const double number : numbers) {
    if (std::abs(number) <= kLargest) continue;
    throw userFailure(std::string("One of the ") + what + " is no number, or larger than a million.",
                      "Write a number from -1e6 to 1e6.");
  }
}

void check(const NeuronRequest& neuron) {
  const std::size_t count = neuron.inputs.size();
  if (count == 0 || count > kMostInputs)
    throw userFailure("A neuron with " + std::to_string(count) + " inputs cannot be shown.", "Give it 1 to 64.");
  checkAll(neuron.inputs, "inputs", count);
  checkAll(neuron.weights, "weights", count);
  if (neuron.activation == Activation::Maxout) checkAll(neuron.otherWeights, "second weights", count);
  checkAll({neuron.bias, neuron.otherBias}, "biases", 2);
  checkAll({neuron.epsilon}, "step sizes", 1);
  if (!(neuron.reach >= 1e-3 && neuron.reach <= kLargest))
    throw userFailure("The reach of the curve is out of range.", "Write a number from 0.001 to 1e6.");
  if (neuron.epsilon < 0.0) throw userFailure("ε is below 0.", "It is a distance: write 0 or more.");
}

double weighted(const std::vector<double>& weights, const std::vector<double>& inputs, double bias) {
  double sum = bias;
  for (std::size_t i = 0; i < inputs.size(); ++i) sum += weights[i] * inputs[i];
  return sum;
}

double outputOf(const NeuronRequest& neuron, const std::vector<double>& inputs) {
  const double sum = weighted(neuron.weights, inputs, neuron.bias);
  if (neuron.activation != Activation::Maxout) return activate(neuron.activation, sum);
  return std::max(sum, weighted(neuron.otherWeights, inputs, neuron.otherBias));
}

void addAttack(const NeuronRequest& neuron, NeuronReady& ready) {
  const double direction = neuron.raises ? 1.0 : -1.0;
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i) {
    const double slope = ready.gradient[i];
    const double sign = slope > 0.0 ? 1.0 : slope < 0.0 ? -1.0 : 0.0;
    ready.moved.push_back(neuron.inputs[i] + direction * neuron.epsilon * sign);
    const bool isStronger = ready.strongest < 0 || std::abs(slope) > std::abs(ready.gradient[ready.strongest]);
    if (slope != 0.0 && isStronger) ready.strongest = static_cast<int>(i);
  }
  ready.movedSum = weighted(neuron.weights, ready.moved, neuron.bias);
  ready.movedOutput = outputOf(neuron, ready.moved);
}

void addCurve(const NeuronRequest& neuron, NeuronReady& ready) {
  ready.reach = neuron.reach;
  while (kRoom * ready.reach < std::max(std::abs(ready.sum), std::abs(ready.movedSum))) ready.reach *= 2.0;
  for (int i = 0; i < kCurvePoints; ++i) {
    const double sum = ready.reach * (2.0 * i / (kCurvePoints - 1) - 1.0);
    const double one = activate(neuron.activation, sum);
    ready.curveSums.push_back(sum);
    ready.curveOutputs.push_back(neuron.activation == Activation::Maxout ? std::max(one, ready.otherSum) : one);
  }
}

}  // namespace

double activate(Activation activation, double sum) {
  switch (activation) {
    case Activation::Relu: return std::max(0.0, sum);
    case Activation::Tanh: return std::tanh(sum);
    case Activation::Sigmoid: return sigmoid(sum);
    case Activation::Softplus: return std::max(0.0, sum) + std::log1p(std::exp(-std::abs(sum)));
    case Activation::Linear:
    case Activation::Maxout: break;
  }
  return sum;
}

double slopeOf(Activation activation, double sum) {
  switch (activation) {
    case Activation::Relu: return sum > 0.0 ? 1.0 : 0.0;
    case Activation::Tanh: return 4.0 * sigmoid(2.0 * sum) * sigmoid(-2.0 * sum);
    case Activation::Sigmoid: return sigmoid(sum) * sigmoid(-sum);
    case Activation::Softplus: return sigmoid(sum);
    case Activation::Linear:
    case Activation::Maxout: break;
  }
  return 1.0;
}

NeuronReady evaluate(const NeuronRequest& neuron) {
  check(neuron);
  const bool isMaxout = neuron.activation == Activation::Maxout;
  NeuronReady ready;
  ready.neuron = neuron;
  ready.sum = weighted(neuron.weights, neuron.inputs, neuron.bias);
  if (isMaxout) ready.otherSum = weighted(neuron.otherWeights, neuron.inputs, neuron.otherBias);
  ready.otherCounts = isMaxout && ready.otherSum > ready.sum;
  const std::vector<double>& weights = ready.otherCounts ? neuron.otherWeights : neuron.weights;
  ready.output = outputOf(neuron, neuron.inputs);
  ready.slope = slopeOf(neuron.activation, ready.sum);
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i) {
    ready.products.push_back(weights[i] * neuron.inputs[i]);
    ready.gradient.push_back(ready.slope * weights[i]);
  }
  addAttack(neuron, ready);
  addCurve(neuron, ready);
  return ready;
}

}  // namespace adv
