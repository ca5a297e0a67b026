// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace adv {

/// A convolution of stride 1 whose weights take no gradient. On the processor they are kept in the layout that its
/// library computes in, once for either direction: rearranged in every call, they cost a fifth of the time of
/// SqueezeNet's gradient.
class PackedConvolution {
 public:
  PackedConvolution() = default;
  /// `weight` [out, in, size, size], `bias` [out]; `padding` on all four sides, below `size`. The layout is chosen for
  /// planes of `side` x `side`, and holds for others.
  PackedConvolution(const at::Tensor& weight, const at::Tensor& bias, std::int64_t padding, std::int64_t side);

  /// max(0, convolution of `x`), [N, in, H, W] -> [N, out, H', W'], outside of a graph.
  at::Tensor relu(const at::Tensor& x) const;
  /// The gradient in `x` of the convolution itself, for `gradient` in its result; outside of a graph.
  at::Tensor inputGradient(const at::Tensor& gradient, const at::Tensor& x) const;

  std::int64_t outputs() const { return m_weight.size(0); }
  const at::Tensor& weight() const { return m_weight; }
  const at::Tensor& bias() const { return m_bias; }
  std::int64_t padding() const { return m_padding; }

 private:
  at::Tensor m_weight;
  at::Tensor m_bias;
  std::int64_t m_padding = 0;
  at::Tensor m_packed;          ///< undefined where the library has no such layout, as on a GPU
  at::Tensor m_packedBackward;  ///< the same convolution from the results to the inputs: transposed, turned round
};

/// `convolution.relu(x)` as one node of a graph.
at::Tensor differentiableRelu(const PackedConvolution& convolution, const at::Tensor& x);

}  // namespace adv
