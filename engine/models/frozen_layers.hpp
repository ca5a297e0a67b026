// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace adv {

/// The layout that convolutions run fastest in: channels last on the processor (SqueezeNet's gradient takes two thirds
/// of the time), plain on a GPU in float32.
at::MemoryFormat fastestFormat(c10::Device device);

/// (x - mean) / std for each channel; differentiable.
class Normalisation {
 public:
  Normalisation() = default;
  Normalisation(const std::vector<double>& mean, const std::vector<double>& std, c10::Device device);
  at::Tensor operator()(const at::Tensor& x) const;

 private:
  at::Tensor m_mean;  ///< [1, C, 1, 1], or [] where all channels agree; undefined where it is zero
  at::Tensor m_std;   ///< the same; undefined where it is one
};

/// A convolution whose weights take no gradient; its result has the fastest layout.
struct Convolution {
  at::Tensor weight;  ///< [out, in, height, width]
  at::Tensor bias;    ///< [out], or undefined
  std::vector<std::int64_t> stride{1, 1};
  std::vector<std::int64_t> padding{0, 0};

  at::Tensor operator()(const at::Tensor& x) const;
};

}  // namespace adv
