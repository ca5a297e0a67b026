// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/gradient_picture.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "engine/analysis/amplitudes.hpp"
#include "engine/analysis/log_gradients.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

std::vector<float> floatsOf(const at::Tensor& values) {
  const at::Tensor plain = values.to(at::kCPU, at::kFloat).contiguous();
  return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

}  // namespace

StepOutcome GradientPictureJob::step(JobContext& context) {
  const at::NoGradGuard noGrad;
  const ClassifierPtr model = m_workspace.classifier(m_request.model);
  const PreparedImage image = m_workspace.prepare(*model, m_request.image);
  const FlatJacobian all = jacobianOfAll(*model, image.xPixel);
  const ScaledGradients gradients = softmaxGradients(all.logits, all.jacobian);
  std::vector<at::Tensor> outputs;
  for (std::int64_t k = 0; k < all.logits.size(1); ++k)
    outputs.push_back(outputGradient(*model, image.xPixel, at::full({1}, k, all.logits.options().dtype(at::kLong))));
  const at::Tensor byFloat32 = at::stack(outputs, 1);
  const std::int64_t channels = image.xPixel.size(1);
  const auto perPixel = [channels](const at::Tensor& amplitudes) { return amplitudes.view({channels, -1}).mean(0); };
  GradientPicture picture;
  picture.model = model->info();
  picture.temperature = model->info().temperature;
  picture.image = image.original;
  picture.label = image.dataLabel;
  picture.prediction = static_cast<int>(all.logits.argmax(1).item<std::int64_t>());
  const at::Tensor best = std::get<0>(all.logits.topk(2, 1)).flatten();
  picture.gap = (best[0] - best[1]).item<double>();
  picture.log10 = log10Amplitudes(gradients).item<double>();
  picture.zeroComponentShare = byFloat32.eq(0).to(at::kFloat).mean().item<double>();
  const at::Tensor logs = log10PixelAmplitudes(gradients).view({channels, -1});
  picture.pixelLog10 = floatsOf((logs * std::numbers::ln10).logsumexp(0).sub(std::log(channels)) / std::numbers::ln10);
  picture.pixelLog10Float32 = floatsOf(perPixel(byFloat32.to(at::kDouble).abs().mean(1)).log10());
  context.finish(std::move(picture));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<GradientPictureRequest, GradientPictureJob> kRegistered;
}  // namespace

}  // namespace adv
