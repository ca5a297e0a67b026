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

}  // namespace adv::linear
