// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/trainer.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/linear/objective.hpp"

namespace adv::linear {
namespace {

constexpr std::uint64_t kOrderStream = 1;

void require(bool ok, const char* what, const char* range) {
  if (!ok) throw userFailure(std::string(what) + " is out of range.", std::string("Give ") + range + ".");
}

bool within(double value, double low, double high) { return value >= low && value <= high; }

at::Tensor normal(std::int64_t rows, std::int64_t columns, double scale, std::uint64_t seed) {
  at::Tensor values = at::empty({rows, columns});
  Draws draws(seed);
  auto* value = values.data_ptr<float>();
  for (std::int64_t i = 0; i < values.numel(); ++i) value[i] = static_cast<float>(scale * draws.bell());
  return values;
}

}  // namespace

Trainer::Trainer(std::shared_ptr<const Data> data, const Start& start) : m_data(std::move(data)), m_start(start) {
  require(within(start.initialScale, 0.0, 100.0), "The scale of the first weights", "0 to 100");
  if (start.logistic && m_data->labels.size() != 2)
    throw userFailure("A logistic regression has two classes; " + m_data->name + " has " +
                          std::to_string(m_data->labels.size()) + ".",
                      "Choose softmax regression, or data with two classes such as mnist-3-7.");
  const auto rows = start.logistic ? 1 : static_cast<std::int64_t>(m_data->labels.size());
  m_model.weights = normal(rows, m_data->shape.size(), start.initialScale, start.seed);
  m_model.bias = at::zeros({rows});
  m_model.shape = m_data->shape;
  m_model.labels = m_data->labels;
  m_weightVelocity = at::zeros_like(m_model.weights);
  m_biasVelocity = at::zeros_like(m_model.bias);
  m_order = at::arange(m_data->train.count(), at::kLong);
  shuffle();
}

void Trainer::setSettings(const Settings& settings) {
  require(within(settings.learningRate, 0.0, 1000.0), "The learning rate", "0 (the data's own) to 1000");
  require(within(settings.momentum, 0.0, 0.999), "The momentum", "0 to 0.999");
  require(within(settings.l2, 0.0, 1e6), "The L2 regularisation", "0 to 1000000");
  require(within(settings.l1, 0.0, 1e6), "The L1 regularisation", "0 to 1000000");
  require(within(settings.epsilon, 0.0, 1.0), "The ε of the training", "0 to 255/255");
  require(settings.batch >= 1 && settings.batch <= 10'000, "The batch", "1 to 10000 pictures");
  if (settings.epsilon > 0.0 && !m_start.logistic)
    throw userFailure("The worst case is known in closed form for logistic regression only.",
                      "Choose logistic regression on two classes, or ε = 0.");
  m_settings = settings;
}

double Trainer::learningRate() const {
  return m_settings.learningRate > 0.0 ? m_settings.learningRate : m_data->learningRate;
}

double Trainer::epochs() const { return static_cast<double>(m_seen) / static_cast<double>(m_data->train.count()); }

/// Fisher and Yates.
void Trainer::shuffle() {
  Draws draws(m_start.seed + kOrderStream, m_epoch);
  auto* order = m_order.data_ptr<std::int64_t>();
  for (std::int64_t i = m_order.size(0) - 1; i > 0; --i)
    std::swap(order[i], order[draws.below(static_cast<int>(i) + 1)]);
}

at::Tensor Trainer::nextBatch() {
  if (m_next == m_order.size(0)) {
    m_next = 0;
    ++m_epoch;
    shuffle();
  }
  const std::int64_t count = std::min<std::int64_t>(m_settings.batch, m_order.size(0) - m_next);
  m_next += count;
  return m_order.narrow(0, m_next - count, count);
}

void Trainer::step() {
  const at::NoGradGuard noGraph;
  const at::Tensor batch = nextBatch();
  const auto gradient = lossGradient(m_model, m_data->train.pixels(batch), m_data->train.labels.index_select(0, batch),
                                     m_data->mean, m_settings.epsilon);
  if (!std::isfinite(gradient.loss))
    throw userFailure("The training has diverged: the loss is no number.", "Choose a smaller learning rate, restart.");
  update(gradient.weights, gradient.bias);
  ++m_updates;
  m_seen += batch.size(0);
  m_tally.lossSum += gradient.loss * static_cast<double>(batch.size(0));
  m_tally.correct += gradient.correct;
  m_tally.count += batch.size(0);
}

void Trainer::update(const at::Tensor& byWeights, const at::Tensor& byBias) {
  const double rate = learningRate();
  const double fresh = 1.0 - m_settings.momentum;
  m_weightVelocity.mul_(m_settings.momentum).add_(byWeights, fresh);
  m_biasVelocity.mul_(m_settings.momentum).add_(byBias, fresh);
  const at::Tensor centredBias = m_model.bias + m_model.weights.mv(m_data->mean) - m_biasVelocity * rate;
  m_model.weights.sub_(m_weightVelocity, rate);
  if (m_settings.l1 > 0.0) m_model.weights = at::softshrink(m_model.weights, rate * m_settings.l1);
  if (m_settings.l2 > 0.0) m_model.weights.div_(1.0 + rate * m_settings.l2);
  m_model.bias = centredBias - m_model.weights.mv(m_data->mean);
}

Model Trainer::model() const {
  Model copy = m_model;
  copy.weights = m_model.weights.clone();
  copy.bias = m_model.bias.clone();
  return copy;
}

Tally Trainer::takeTally() { return std::exchange(m_tally, {}); }

}  // namespace adv::linear
