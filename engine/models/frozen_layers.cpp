// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/frozen_layers.hpp"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "engine/api/error.hpp"

namespace adv {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor plainConvolution(const Convolution& convolution, const at::Tensor& x) {
  return at::conv2d(x, convolution.weight, convolution.bias, convolution.stride, convolution.padding)
      .contiguous(fastestFormat(x.device()));
}

/// The first convolution of a network. With few channels to go back to, a matrix product and a sum over the windows
/// give the gradient in the pixels in a quarter (one channel) to two thirds (three, with a stride) of the library's
/// time.
struct FewChannelConvolution : torch::autograd::Function<FewChannelConvolution> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const Convolution& convolution) {
    context->save_for_backward({convolution.weight});
    context->saved_data["size"] = x.sizes().slice(2).vec();
    context->saved_data["stride"] = convolution.stride;
    context->saved_data["padding"] = convolution.padding;
    return plainConvolution(convolution, x);
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    if (at::GradMode::is_enabled())
      throw Failure({ErrorKind::Library, "This network gives no second derivatives.", {}});
    const at::Tensor weight = context->get_saved_variables().front();
    const at::Tensor rows = gradients[0].permute({0, 2, 3, 1}).flatten(1, 2);  // [N, places, out]
    const at::Tensor windows =
        at::matmul(weight.contiguous().flatten(1).t(), rows.transpose(1, 2));  // [N, in * window, places]
    return {at::col2im(windows, context->saved_data["size"].toIntVector(), weight.sizes().slice(2), {1, 1},
                       context->saved_data["padding"].toIntVector(), context->saved_data["stride"].toIntVector()),
            at::Tensor()};
  }
};

}  // namespace

at::MemoryFormat fastestFormat(c10::Device device) {
  return device.is_cpu() ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
}

Normalisation::Normalisation(const std::vector<double>& mean, const std::vector<double>& std, c10::Device device) {
  const auto constant = [&](const std::vector<double>& values) {
    const bool same = std::equal(values.begin() + 1, values.end(), values.begin());
    return (same ? at::tensor(values.front(), at::kFloat) : at::tensor(values, at::kFloat).view({1, -1, 1, 1}))
        .to(device);
  };
  if (std::any_of(mean.begin(), mean.end(), [](double m) { return m != 0.0; })) m_mean = constant(mean);
  if (std::any_of(std.begin(), std.end(), [](double s) { return s != 1.0; })) m_std = constant(std);
}

at::Tensor Normalisation::operator()(const at::Tensor& x) const {
  const at::Tensor centred = m_mean.defined() ? x - m_mean : x;
  return m_std.defined() ? centred / m_std : centred;
}

at::Tensor Convolution::operator()(const at::Tensor& x) const {
  const bool pays = x.size(1) == 1 || (x.size(1) <= 4 && stride[0] > 1);
  if (pays && x.is_cpu() && x.requires_grad() && at::GradMode::is_enabled())
    return FewChannelConvolution::apply(x, *this);
  return plainConvolution(*this, x);
}

}  // namespace adv
