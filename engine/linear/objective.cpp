// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/objective.hpp"

#include <ATen/ATen.h>

namespace adv::linear {
namespace {

/// By the scores, [N, K], divided by N; and the other parts that do not need the pictures.
struct ScoreGradient {
  at::Tensor byScores;
  at::Tensor byNorm;  ///< by ε‖w‖₁; undefined where there is none
  double loss = 0.0;
  std::int64_t correct = 0;
};

ScoreGradient crossEntropy(const at::Tensor& scores, const at::Tensor& labels) {
  const at::Tensor logProbabilities = scores.log_softmax(1);
  const at::Tensor index = labels.unsqueeze(1);
  ScoreGradient result;
  result.loss = -logProbabilities.gather(1, index).mean().item<double>();
  result.correct = scores.argmax(1).eq(labels).sum().item<std::int64_t>();
  result.byScores = logProbabilities.exp();
  result.byScores.scatter_add_(1, index, at::full_like(index, -1, scores.options()));
  result.byScores.div_(scores.size(0));
  return result;
}

ScoreGradient logistic(const at::Tensor& scores, const at::Tensor& labels, double worst) {
  const at::Tensor y = labels.to(scores.scalar_type()).mul_(2).sub_(1).unsqueeze(1);
  const at::Tensor z = worst - y * scores;
  ScoreGradient result;
  result.loss = z.clamp_min(0).add(z.abs().neg().exp().log1p()).mean().item<double>();
  result.correct = scores.gt(0).squeeze(1).eq(labels.eq(1)).sum().item<std::int64_t>();
  const at::Tensor slope = z.sigmoid().div_(scores.size(0));
  result.byScores = slope * y.neg();
  result.byNorm = slope.sum();
  return result;
}

}  // namespace

LossGradient lossGradient(const Model& model, const at::Tensor& xPixel, const at::Tensor& labels,
                          const at::Tensor& mean, double epsilon) {
  const at::Tensor scores = model.scores(xPixel);
  const double worst = model.isLogistic() && epsilon > 0.0 ? epsilon * model.weights.abs().sum().item<double>() : 0.0;
  const ScoreGradient of = model.isLogistic() ? logistic(scores, labels, worst) : crossEntropy(scores, labels);
  LossGradient gradient{of.loss, of.correct, of.byScores.t().matmul(xPixel), of.byScores.sum(0)};
  gradient.weights.addr_(gradient.bias, mean, 1, -1);
  if (worst > 0.0) gradient.weights.add_(model.weights.sign() * of.byNorm * epsilon);
  return gradient;
}

}  // namespace adv::linear
