// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/gradient.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"

namespace adv {
namespace {

/// Pictures that are taken at a time on the processor, so that a layer's activations stay in its caches.
constexpr std::int64_t kValuesAtATime = 50'176;
/// Bounds the memory of a graph on a GPU.
constexpr std::int64_t kGpuValuesAtATime = 8'000'000;

std::int64_t imagesAtATime(const at::Tensor& xPixel) {
  const std::int64_t values = std::max<std::int64_t>(xPixel.numel() / std::max<std::int64_t>(xPixel.size(0), 1), 1);
  return std::max<std::int64_t>((xPixel.is_cpu() ? kValuesAtATime : kGpuValuesAtATime) / values, 1);
}

void requireFinite(const at::Tensor& values, const char* what, const Classifier& model) {
  if (values.numel() == 0 || std::isfinite(values.sum().item<double>()))
    return;  // a sum is ten times as fast as the largest
  const double largest = at::linalg_vector_norm(values, INFINITY).item<double>();
  if (std::isfinite(largest)) return;
  throw userFailure(std::string(what) + " of the network \"" + model.info().title + "\" holds " +
                        (std::isnan(largest) ? "values that are no numbers (NaN)." : "infinite values."),
                    "Check its weights and its preprocessing, or take another network.");
}

LossGradient gradientOfPart(const Classifier& model, const at::Tensor& xPixel, const LogitLoss& lossOf,
                            std::int64_t begin) {
  const at::AutoGradMode enabled(true);
  const at::Tensor leaf = xPixel.detach().requires_grad_(true);
  const at::Tensor logits = model.logits(leaf);
  const at::Tensor loss = lossOf(logits, begin);
  const at::Tensor gradient = torch::autograd::grad({loss}, {leaf}, {at::ones_like(loss)}).front();
  return {gradient, loss.detach(), logits.detach()};
}

LogitJacobian jacobianOfPart(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes) {
  const at::AutoGradMode enabled(true);
  const at::Tensor leaf = xPixel.detach().requires_grad_(true);
  const at::Tensor logits = model.logits(leaf);
  const at::Tensor chosen = logits.gather(1, classes);
  std::vector<at::Tensor> rows;
  const std::int64_t columns = classes.size(1);
  for (std::int64_t j = 0; j < columns; ++j) {
    const at::Tensor column = chosen.select(1, j);
    const bool isLast = j + 1 == columns;
    rows.push_back(torch::autograd::grad({column}, {leaf}, {at::ones_like(column)}, !isLast).front());
  }
  return {at::stack(rows, 1), logits.detach()};
}

}  // namespace

LossGradient lossGradient(const Classifier& model, const at::Tensor& xPixel, const LogitLoss& loss) {
  const std::int64_t count = xPixel.size(0);
  const std::int64_t part = imagesAtATime(xPixel);
  LossGradient all;
  if (count <= part) {
    all = gradientOfPart(model, xPixel, loss, 0);
  } else {
    std::vector<at::Tensor> gradients, losses, logits;
    for (std::int64_t begin = 0; begin < count; begin += part) {
      const at::Tensor pictures = xPixel.slice(0, begin, std::min(begin + part, count));
      LossGradient some = gradientOfPart(model, pictures, loss, begin);
      gradients.push_back(std::move(some.gradient));
      losses.push_back(std::move(some.loss));
      logits.push_back(std::move(some.logits));
    }
    all = {at::cat(gradients), at::cat(losses), at::cat(logits)};
  }
  requireFinite(all.logits, "The output", model);
  requireFinite(all.gradient, "The gradient", model);
  return all;
}

LossGradient crossEntropyGradient(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes) {
  return lossGradient(model, xPixel, [&](const at::Tensor& logits, std::int64_t begin) {
    return at::cross_entropy_loss(logits, classes.narrow(0, begin, logits.size(0)), {}, at::Reduction::None);
  });
}

LogitJacobian logitJacobian(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes) {
  const std::int64_t count = xPixel.size(0);
  const std::int64_t part = imagesAtATime(xPixel);
  std::vector<at::Tensor> jacobians, logits;
  for (std::int64_t begin = 0; begin < count; begin += part) {
    const std::int64_t end = std::min(begin + part, count);
    LogitJacobian some = jacobianOfPart(model, xPixel.slice(0, begin, end), classes.slice(0, begin, end));
    jacobians.push_back(std::move(some.jacobian));
    logits.push_back(std::move(some.logits));
  }
  LogitJacobian all{at::cat(jacobians), at::cat(logits)};
  requireFinite(all.logits, "The output", model);
  requireFinite(all.jacobian, "The gradient", model);
  return all;
}

at::Tensor logitsOf(const Classifier& model, const at::Tensor& xPixel) {
  const at::NoGradGuard noGraph;
  const std::int64_t count = xPixel.size(0);
  const std::int64_t part = imagesAtATime(xPixel);
  if (count <= part) return model.logits(xPixel);
  std::vector<at::Tensor> logits;
  for (std::int64_t begin = 0; begin < count; begin += part) {
    logits.push_back(model.logits(xPixel.slice(0, begin, std::min(begin + part, count))));
  }
  return at::cat(logits);
}

}  // namespace adv
