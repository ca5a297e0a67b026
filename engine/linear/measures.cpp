// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/measures.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/linear/closed_forms.hpp"

namespace adv::linear {
namespace {

/// Entries of a step: 500 pictures of MNIST.
constexpr std::int64_t kEntriesPerStep = 400'000;

/// [K', K']: ‖w_i - w_j‖₁ of the classes' templates.
at::Tensor templateDistances(const Model& model) {
  const int classes = model.classCount();
  if (model.isLogistic()) {
    const at::Tensor norm = model.weights.abs().to(at::kDouble).sum();
    return at::stack({norm.new_zeros({}), norm, norm, norm.new_zeros({})}).reshape({2, 2});
  }
  at::Tensor distances = at::zeros({classes, classes}, at::kDouble);
  for (int k = 0; k < classes; ++k) distances[k].copy_((model.weights - model.weights[k]).abs().to(at::kDouble).sum(1));
  return distances;
}

double sumOf(const at::Tensor& values) { return values.sum().item<double>(); }

std::int64_t wrongOf(const at::Tensor& logits, const at::Tensor& labels) {
  return logits.argmax(1).ne(labels).sum().item<std::int64_t>();
}

double lossSumOf(const at::Tensor& logits, const at::Tensor& labels) {
  return at::cross_entropy_loss(logits.to(at::kDouble), labels, {}, at::Reduction::Sum).item<double>();
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

at::Tensor fgsmSigns(const Model& model, const at::Tensor& xPixel, const at::Tensor& labels) {
  at::Tensor byLogits = model.logits(xPixel).softmax(1);
  const at::Tensor index = labels.unsqueeze(1);
  byLogits.scatter_add_(1, index, at::full_like(index, -1, byLogits.options()));
  return byLogits.narrow(1, byLogits.size(1) - model.weights.size(0), model.weights.size(0))
      .matmul(model.weights)
      .sign();
}

at::Tensor smallestFlips(const Model& model, const at::Tensor& xPixel, const at::Tensor& labels) {
  const at::Tensor logits = model.logits(xPixel).to(at::kDouble);
  const at::Tensor margins = logits.gather(1, labels.unsqueeze(1)) - logits;
  const at::Tensor distances = templateDistances(model).index_select(0, labels);
  constexpr double kNever = std::numeric_limits<double>::infinity();
  at::Tensor flips = at::where(distances.gt(0), margins / distances, at::full_like(margins, kNever));
  flips = at::where(distances.le(0) & margins.lt(0), at::full_like(margins, -kNever), flips);
  return flips.scatter(1, labels.unsqueeze(1), kNever).amin(1);
}

Evaluation::Evaluation(Model model, Rows rows, double epsilon, std::int64_t count)
    : m_model(std::move(model)),
      m_rows(std::move(rows)),
      m_epsilon(epsilon),
      m_count(count < 0 ? m_rows.count() : std::min(count, m_rows.count())) {
  m_sums.epsilon = epsilon;
}

double Evaluation::done() const { return static_cast<double>(m_next) / static_cast<double>(m_count); }

void Evaluation::step() {
  const at::NoGradGuard noGraph;
  const std::int64_t part = std::max<std::int64_t>(1, kEntriesPerStep / m_model.shape.size());
  const std::int64_t end = std::min(m_count, m_next + part);
  const at::Tensor xPixel = m_rows.pixels(m_next, end);
  const at::Tensor labels = m_rows.labels.slice(0, m_next, end);
  const at::Tensor logits = m_model.logits(xPixel);
  m_sums.count += end - m_next;
  m_sums.loss += lossSumOf(logits, labels);
  m_sums.accuracy += static_cast<double>(end - m_next - wrongOf(logits, labels));
  if (m_epsilon > 0.0) attack(xPixel, labels, logits);
  m_next = end;
}

void Evaluation::attack(const at::Tensor& xPixel, const at::Tensor& labels, const at::Tensor& logits) {
  const at::Tensor moved = xPixel + fgsmSigns(m_model, xPixel, labels) * m_epsilon;
  const at::Tensor unclipped = m_model.logits(moved);
  m_sums.fgsmErrorUnclipped += static_cast<double>(wrongOf(unclipped, labels));
  m_sums.fgsmLossUnclipped += lossSumOf(unclipped, labels);
  const auto [confidence, predicted] = m_model.logits(moved.clamp(0, 1)).softmax(1).max(1);
  const at::Tensor wrong = predicted.ne(labels);
  m_fooled += wrong.sum().item<std::int64_t>();
  m_sums.fgsmConfidence += sumOf(confidence * wrong);
  const at::Tensor flips = smallestFlips(m_model, xPixel, labels);
  const at::Tensor initiallyRight = logits.argmax(1).eq(labels);
  m_sums.worstError += sumOf((flips.lt(m_epsilon) | initiallyRight.logical_not()).to(at::kDouble));
  const at::Tensor kept = flips.masked_select(initiallyRight);
  m_flips.insert(m_flips.end(), kept.const_data_ptr<double>(), kept.const_data_ptr<double>() + kept.numel());
  if (!m_model.isLogistic()) return;
  const double norm = sumOf(m_model.weights.abs().to(at::kDouble));
  const at::Tensor scores = logits.select(1, 1).to(at::kDouble);
  for (std::int64_t i = 0; i < scores.size(0); ++i) {
    const int y = labels[i].item<std::int64_t>() == 1 ? 1 : -1;
    m_sums.worstLoss += softplus(m_epsilon * norm - y * scores[i].item<double>());
  }
}

Measures Evaluation::result() const {
  Measures means = m_sums;
  const double count = std::max<double>(1.0, static_cast<double>(means.count));
  for (double* sum : {&means.loss, &means.accuracy, &means.fgsmErrorUnclipped, &means.fgsmLossUnclipped,
                      &means.worstError, &means.worstLoss})
    *sum /= count;
  means.fgsmError = static_cast<double>(m_fooled) / count;
  means.fgsmConfidence /= std::max<double>(1.0, static_cast<double>(m_fooled));
  means.medianFlip = median(m_flips);
  return means;
}

}  // namespace adv::linear
