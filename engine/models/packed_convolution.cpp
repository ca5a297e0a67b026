// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/packed_convolution.hpp"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/custom_function.h>

#include "engine/api/error.hpp"

namespace adv {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

using Pack = at::Tensor(const at::Tensor&, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, std::int64_t,
                        at::OptionalIntArrayRef);
using Convolve = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, at::IntArrayRef,
                            at::IntArrayRef, at::IntArrayRef, std::int64_t, std::string_view,
                            c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);

constexpr const char* kPack = "mkldnn::_reorder_convolution_weight";
constexpr const char* kConvolve = "mkldnn::_convolution_pointwise";

at::Tensor pack(const at::Tensor& weight, std::int64_t padding, std::int64_t side) {
  static const auto found = c10::Dispatcher::singleton().findSchema({kPack, ""});
  if (!found || !weight.is_cpu()) return {};
  const std::vector<std::int64_t> input{1, weight.size(1), side, side};
  return found->typed<Pack>().call(weight.contiguous(), {padding, padding}, {1, 1}, {1, 1}, 1, at::IntArrayRef(input));
}

at::Tensor convolve(const at::Tensor& x, const at::Tensor& packed, const at::Tensor& bias, std::int64_t padding,
                    std::string_view after) {
  static const auto found = c10::Dispatcher::singleton().findSchemaOrThrow(kConvolve, "").typed<Convolve>();
  const auto bias_ = bias.defined() ? std::optional(bias) : std::nullopt;
  return found.call(x, packed, bias_, {padding, padding}, {1, 1}, {1, 1}, 1, after,
                    c10::List<std::optional<at::Scalar>>(), "");
}

struct ReluFunction : torch::autograd::Function<ReluFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const PackedConvolution& convolution) {
    const at::Tensor y = convolution.relu(x);
    context->save_for_backward({x, y});
    // The network outlives the graph.
    context->saved_data["convolution"] = reinterpret_cast<std::int64_t>(&convolution);
    return y;
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    if (at::GradMode::is_enabled())
      throw Failure({ErrorKind::Library, "This network gives no second derivatives.", {}});
    const variable_list saved = context->get_saved_variables();
    const auto* convolution = reinterpret_cast<const PackedConvolution*>(context->saved_data["convolution"].toInt());
    return {convolution->inputGradient(at::threshold_backward(gradients[0], saved[1], 0), saved[0]), at::Tensor()};
  }
};

}  // namespace

PackedConvolution::PackedConvolution(const at::Tensor& weight, const at::Tensor& bias, std::int64_t padding,
                                     std::int64_t side)
    : m_weight(weight),
      m_bias(bias),
      m_padding(padding),
      m_packed(pack(weight, padding, side)),
      m_packedBackward(pack(weight.flip({2, 3}).transpose(0, 1), weight.size(2) - 1 - padding, side)) {}

at::Tensor PackedConvolution::relu(const at::Tensor& x) const {
  if (m_packed.defined()) return convolve(x, m_packed, m_bias, m_padding, "relu");
  return at::conv2d(x, m_weight, m_bias, 1, m_padding).relu_();
}

at::Tensor PackedConvolution::inputGradient(const at::Tensor& gradient, const at::Tensor& x) const {
  if (m_packed.defined())
    return convolve(gradient.contiguous(at::MemoryFormat::ChannelsLast), m_packedBackward, {},
                    m_weight.size(2) - 1 - m_padding, "none");
  return std::get<0>(at::convolution_backward(gradient, x, m_weight, std::nullopt, {1, 1}, {m_padding, m_padding},
                                              {1, 1}, false, {0, 0}, 1, {true, false, false}));
}

at::Tensor differentiableRelu(const PackedConvolution& convolution, const at::Tensor& x) {
  return ReluFunction::apply(x, convolution);
}

}  // namespace adv
