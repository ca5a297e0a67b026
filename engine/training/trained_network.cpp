// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/trained_network.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <optional>

#include "engine/data/draws.hpp"
#include "engine/models/layers.hpp"

namespace adv {
namespace {

/// He et al. (ICCV 2015), eq. 10: normal with variance 2 / fan-in, so that ReLU networks neither fade nor explode;
/// biases zero.
NamedTensors initialWeights(const TrainingRecipe& recipe, std::uint64_t seed, c10::Device device) {
  NamedTensors weights;
  Draws draws(seed);
  for (const ParameterShape& parameter : recipe.parameters) {
    const at::Tensor values = at::zeros(parameter.shape);
    if (parameter.shape.size() > 1) {
      const double scale = std::sqrt(2.0 / static_cast<double>(values[0].numel()));
      auto* value = values.data_ptr<float>();
      for (std::int64_t i = 0; i < values.numel(); ++i) value[i] = static_cast<float>(scale * draws.bell());
    }
    at::Tensor placed = values.to(device);
    if (placed.dim() == 4) placed = placed.contiguous(fastestFormat(device));
    weights[parameter.name] = placed.requires_grad_(true);
  }
  return weights;
}

}  // namespace

/// Srivastava et al. (JMLR 2014), in the form that scales while learning, so that nothing is left to do afterwards.
class Dropout {
 public:
  void begin(std::uint64_t draw) { m_draws = at::detail::createCPUGenerator(draw); }
  void end() { m_draws.reset(); }

  at::Tensor operator()(const at::Tensor& x, double p) {
    if (!m_draws) return x;
    const at::Tensor kept = at::empty(x.sizes(), at::kFloat).bernoulli_(1.0 - p, m_draws) / (1.0 - p);
    return x * kept.to(x.device());
  }

 private:
  std::optional<at::Generator> m_draws;  ///< on the processor, so that a seed means the same everywhere
};

TrainedNetwork::TrainedNetwork(const TrainingRecipe& recipe, std::uint64_t seed, c10::Device device)
    : m_device(device),
      m_weights(initialWeights(recipe, seed, device)),
      m_normalisation(recipe.mean, recipe.std, device),
      m_dropout(std::make_unique<Dropout>()) {
  Parameters parameters(m_weights);
  m_network = buildLayers(
      nlohmann::json(recipe.layers), parameters, [](const at::Tensor& tensor) { return tensor; }, recipe.input, device,
      [dropout = m_dropout.get()](const at::Tensor& x, double p) { return (*dropout)(x, p); });
  parameters.requireAllTaken();
}

TrainedNetwork::~TrainedNetwork() = default;

at::Tensor TrainedNetwork::logits(const at::Tensor& xPixel) const {
  return m_network->forward(m_normalisation(xPixel.contiguous(fastestFormat(m_device))));
}

at::Tensor TrainedNetwork::learningLogits(const at::Tensor& xPixel, std::uint64_t draw) const {
  m_dropout->begin(draw);
  at::Tensor result = logits(xPixel);
  m_dropout->end();
  return result;
}

}  // namespace adv
