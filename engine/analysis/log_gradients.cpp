// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/log_gradients.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace adv {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

ScaledGradients softmaxGradients(const at::Tensor& logits, const at::Tensor& jacobian) {
  const at::NoGradGuard noGrad;
  const at::Tensor top = logits.argmax(1, true);
  const at::Tensor logF = logits.to(at::kDouble).log_softmax(1);
  const at::Tensor logOthers = logF.scatter(1, top, -kInfinity);
  const at::Tensor scale = logOthers.amax(1, true);
  const at::Tensor weights = (logOthers - scale).exp().to(jacobian.scalar_type()).unsqueeze(1);
  const at::Tensor topRows = top.unsqueeze(2).expand({-1, 1, jacobian.size(2)});
  const at::Tensor d = jacobian - jacobian.gather(1, topRows);
  const at::Tensor s = weights.bmm(d);
  const at::Tensor mantissa = (d - s * scale.exp().to(d.scalar_type()).unsqueeze(2)).scatter(1, topRows, -s);
  return {logF.scatter_add(1, top, scale), mantissa};
}

at::Tensor log10Amplitudes(const ScaledGradients& gradients) {
  const at::NoGradGuard noGrad;
  const at::Tensor means = gradients.mantissa.abs().mean(2, false, at::kDouble);
  return (gradients.logScale + means.log()).logsumexp(1).sub(std::log(gradients.mantissa.size(1))) / std::numbers::ln10;
}

at::Tensor log10PixelAmplitudes(const ScaledGradients& gradients) {
  const at::NoGradGuard noGrad;
  const at::Tensor logs = gradients.logScale.unsqueeze(2) + gradients.mantissa.to(at::kDouble).abs().log();
  return logs.logsumexp(1).sub(std::log(gradients.mantissa.size(1))) / std::numbers::ln10;
}

}  // namespace adv
