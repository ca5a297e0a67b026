// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/model.hpp"

#include <ATen/ATen.h>

namespace adv::linear {

at::Tensor Model::scores(const at::Tensor& xPixel) const { return at::addmm(bias, xPixel, weights.t()); }

at::Tensor Model::logits(const at::Tensor& xPixel) const {
  const at::Tensor s = scores(xPixel);
  return isLogistic() ? at::cat({at::zeros_like(s), s}, 1) : s;
}

at::Tensor Model::templateOf(int classIndex) const {
  if (!isLogistic()) return weights[classIndex];
  return classIndex == 1 ? weights[0] : weights[0].neg();
}

WeightsPtr toWeights(const Model& model) {
  auto weights = std::make_shared<Weights>();
  weights->logistic = model.isLogistic();
  weights->channels = model.shape.channels;
  weights->height = model.shape.height;
  weights->width = model.shape.width;
  weights->labels = model.labels;
  const at::Tensor values = model.weights.to(at::kCPU, at::kFloat).contiguous();
  const at::Tensor bias = model.bias.to(at::kCPU, at::kFloat).contiguous();
  weights->values.assign(values.const_data_ptr<float>(), values.const_data_ptr<float>() + values.numel());
  weights->bias.assign(bias.const_data_ptr<float>(), bias.const_data_ptr<float>() + bias.numel());
  return weights;
}

Model toModel(const Weights& weights) {
  const auto rows = static_cast<std::int64_t>(weights.bias.size());
  Model model;
  model.weights = at::tensor(weights.values).reshape({rows, -1});
  model.bias = at::tensor(weights.bias);
  model.shape = {weights.channels, weights.height, weights.width};
  model.labels = weights.labels;
  return model;
}

}  // namespace adv::linear
