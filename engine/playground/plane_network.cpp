// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/playground/plane_models.hpp"

namespace adv {
namespace {

constexpr std::size_t kMostLayers = 6;
constexpr int kMostUnits = 64;
constexpr std::size_t kPieces = 2;    ///< of a maxout unit
constexpr double kInputGain = 3.0;    ///< the plane from −1 to 1 is small for a unit's weights
constexpr double kFirstBiases = 0.5;  ///< spread: with zeros all kinks would begin in the middle
constexpr double kFirstBias = 0.3;    ///< mean: so that fewer units are silent from the start

/// Standard deviation of the first weights for one input: He et al. 2015 for ReLU and maxout; Glorot and Bengio 2010
/// for tanh, four times as large for the sigmoid.
double gainOf(PlaneModelKind kind) {
  switch (kind) {
    case PlaneModelKind::Tanh: return 1.0;
    case PlaneModelKind::Sigmoid: return 4.0;
    default: return std::sqrt(2.0);
  }
}

/// A dense layer: `pieces` features for each unit, of which the largest counts.
struct Layer {
  std::size_t inputs = 0;
  std::size_t units = 0;
  std::size_t pieces = 1;
  std::size_t weights = 0;          ///< first of units · pieces · inputs parameters
  std::size_t biases = 0;           ///< first of units · pieces
  std::vector<double> outputs;      ///< after the non-linearity
  std::vector<double> slopes;       ///< of the non-linearity
  std::vector<std::size_t> chosen;  ///< the feature that each unit took
};

class PlaneNetwork final : public PlaneClassifier {
 public:
  PlaneNetwork(PlaneModelKind kind, const std::vector<int>& units, std::uint64_t seed) : m_kind(kind), m_input(2) {
    Draws draws(seed);
    for (const int count : units)
      addLayer(static_cast<std::size_t>(count), kind == PlaneModelKind::Maxout ? kPieces : 1, gainOf(kind), draws);
    addLayer(1, 1, 1.0, draws);
    m_parameters[m_layers.back().biases] = 0.0;
  }

  double logit(PlanePlace at) override {
    m_input = {kInputGain * at.x, kInputGain * at.y};
    for (std::size_t i = 0; i < m_layers.size(); ++i)
      forward(m_layers[i], i == 0 ? m_input : m_layers[i - 1].outputs, i + 1 == m_layers.size());
    return m_layers.back().outputs[0];
  }

  PlanePlace backward(double weight, std::span<double> gradient) override {
    m_back.assign(1, 1.0);
    for (std::size_t i = m_layers.size(); i-- > 0;)
      backward(m_layers[i], i == 0 ? m_input : m_layers[i - 1].outputs, weight, gradient);
    return {kInputGain * m_back[0], kInputGain * m_back[1]};
  }

 private:
  void addLayer(std::size_t units, std::size_t pieces, double gain, Draws& draws) {
    Layer layer;
    layer.inputs = m_layers.empty() ? 2 : m_layers.back().units;
    layer.units = units;
    layer.pieces = pieces;
    layer.weights = add(units * pieces * layer.inputs, true);
    layer.biases = add(units * pieces, false);
    layer.outputs.resize(units);
    layer.slopes.resize(units);
    layer.chosen.resize(units);
    const double spread = gain / std::sqrt(static_cast<double>(layer.inputs));
    for (std::size_t i = layer.weights; i < layer.biases; ++i) m_parameters[i] = spread * draws.bell();
    for (std::size_t i = layer.biases; i < m_parameters.size(); ++i)
      m_parameters[i] = kFirstBias + kFirstBiases * draws.bell();
    m_layers.push_back(std::move(layer));
  }

  void forward(Layer& layer, const std::vector<double>& input, bool isLast) const {
    for (std::size_t unit = 0; unit < layer.units; ++unit) {
      double largest = 0.0;
      for (std::size_t piece = 0; piece < layer.pieces; ++piece) {
        const std::size_t feature = unit * layer.pieces + piece;
        double sum = m_parameters[layer.biases + feature];
        const double* row = &m_parameters[layer.weights + feature * layer.inputs];
        for (std::size_t i = 0; i < layer.inputs; ++i) sum += row[i] * input[i];
        if (piece > 0 && sum <= largest) continue;
        largest = sum;
        layer.chosen[unit] = feature;
      }
      layer.outputs[unit] = isLast ? largest : activation(largest, layer.slopes[unit]);
      if (isLast) layer.slopes[unit] = 1.0;
    }
  }

  double activation(double z, double& slope) const {
    switch (m_kind) {
      case PlaneModelKind::Tanh: {
        const double value = std::tanh(z);
        slope = 1.0 - value * value;
        return value;
      }
      case PlaneModelKind::Sigmoid: {
        const double value = linear::sigmoid(z);
        slope = value * (1.0 - value);
        return value;
      }
      case PlaneModelKind::Maxout: slope = 1.0; return z;
      default: slope = z > 0.0 ? 1.0 : 0.0; return std::max(z, 0.0);
    }
  }

  /// `m_back` is ∂f/∂outputs before and ∂f/∂input after.
  void backward(const Layer& layer, const std::vector<double>& input, double weight, std::span<double> gradient) {
    m_ahead.assign(layer.inputs, 0.0);
    for (std::size_t unit = 0; unit < layer.units; ++unit) {
      const double here = m_back[unit] * layer.slopes[unit];
      if (here == 0.0) continue;
      const std::size_t feature = layer.chosen[unit];
      const std::size_t row = layer.weights + feature * layer.inputs;
      for (std::size_t i = 0; i < layer.inputs; ++i) m_ahead[i] += here * m_parameters[row + i];
      if (gradient.empty()) continue;
      for (std::size_t i = 0; i < layer.inputs; ++i) gradient[row + i] += weight * here * input[i];
      gradient[layer.biases + feature] += weight * here;
    }
    std::swap(m_back, m_ahead);
  }

  PlaneModelKind m_kind;
  std::vector<Layer> m_layers;
  std::vector<double> m_input;
  std::vector<double> m_back;
  std::vector<double> m_ahead;
};

}  // namespace

std::unique_ptr<PlaneClassifier> makePlaneNetwork(PlaneModelKind kind, const std::vector<int>& layers,
                                                  std::uint64_t seed) {
  const bool fits = !layers.empty() && layers.size() <= kMostLayers &&
                    std::all_of(layers.begin(), layers.end(), [](int n) { return n >= 1 && n <= kMostUnits; });
  if (!fits) throw userFailure("The network's layers are out of range.", "Give 1 to 6 layers of 1 to 64 units.");
  return std::make_unique<PlaneNetwork>(kind, layers, seed);
}

}  // namespace adv
