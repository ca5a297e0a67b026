// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ATen.h>

#include "engine/models/classifier.hpp"
#include "engine/tensor/random.hpp"

namespace adv::test {

/// logits = W x + b on flattened pixels: every attack on it has a closed form.
class LinearClassifier : public Classifier {
 public:
  /// `weights` [K, C*H*W], `bias` [K].
  LinearClassifier(at::Tensor weights, at::Tensor bias, int channels, int height, int width)
      : m_weights(std::move(weights)), m_bias(std::move(bias)) {
    m_info.id = "linear";
    m_info.title = "Linear test model";
    m_info.channels = channels;
    m_info.height = height;
    m_info.width = width;
    for (std::int64_t k = 0; k < m_weights.size(0); ++k) m_info.labels.push_back("class " + std::to_string(k));
  }

  at::Tensor logits(const at::Tensor& xPixel) const override {
    return xPixel.flatten(1).matmul(m_weights.t()) + m_bias;
  }
  at::Device device() const override { return at::kCPU; }
  const ModelInfo& info() const override { return m_info; }
  const at::Tensor& weights() const { return m_weights; }
  const at::Tensor& bias() const { return m_bias; }

 private:
  at::Tensor m_weights;
  at::Tensor m_bias;
  ModelInfo m_info;
};

/// Three classes on 2×4×4 pixels, with weights of mixed sign and size drawn from a seed.
inline std::shared_ptr<const LinearClassifier> makeLinear(std::uint64_t seed = 7) {
  const at::Tensor signs = randomSigns(at::empty({3, 2 * 4 * 4}), seed);
  const at::Tensor sizes = at::arange(1, 3 * 2 * 4 * 4 + 1, at::kFloat).reshape({3, 32}).remainder(7).add_(1).div_(8);
  return std::make_shared<const LinearClassifier>(signs * sizes, at::tensor({0.1F, -0.2F, 0.05F}), 2, 4, 4);
}

/// n pictures of 8-bit levels, with some pixels at the borders 0 and 1.
inline at::Tensor makePictures(std::int64_t n, std::int64_t channels, std::int64_t height, std::int64_t width) {
  const at::Tensor levels = at::arange(n * channels * height * width, at::kFloat).mul_(37).remainder_(256);
  return levels.reshape({n, channels, height, width}).div_(255);
}

}  // namespace adv::test
