// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/linear.hpp"

namespace adv::linear {

struct PictureShape {
  int channels = 0;
  int height = 0;
  int width = 0;
  std::int64_t size() const { return std::int64_t{channels} * height * width; }
  friend bool operator==(const PictureShape&, const PictureShape&) = default;
};

/// A linear classifier of pixels in [0, 1]: scores = W x + b. With one row it is a logistic regression, whose one score
/// speaks for class 1 and whose logits are (0, score): softmax and cross-entropy of these are σ and softplus.
struct Model {
  at::Tensor weights;  ///< [K, D]: as many rows as classes, or one for two classes; D = C·H·W, plane after plane
  at::Tensor bias;     ///< [K]
  PictureShape shape;
  std::vector<std::string> labels;

  bool isLogistic() const { return weights.size(0) == 1; }
  int classCount() const { return static_cast<int>(labels.size()); }

  /// `xPixel` [N, D] -> [N, K].
  at::Tensor scores(const at::Tensor& xPixel) const;
  /// [N, classCount()].
  at::Tensor logits(const at::Tensor& xPixel) const;
  /// [D]: the gradient of the logit of a class in the pixels. A logistic regression has w for class 1 and, as only
  /// differences count, -w for class 0.
  at::Tensor templateOf(int classIndex) const;
};

/// A copy for the outside, and back.
WeightsPtr toWeights(const Model& model);
Model toModel(const Weights& weights);

}  // namespace adv::linear
