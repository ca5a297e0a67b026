// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/kernel_plugin.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <dlfcn.h>

#include "engine/api/error.hpp"
#include "engine/kernels/kernels.h"
#include "engine/tensor/convert.hpp"

namespace adv {
namespace {

constexpr float kLevels = 255.0F;
constexpr float kMiddle = 128.0F;

struct Plugin {
  decltype(&advscope_bim_step) bimStep = nullptr;
  decltype(&advscope_signed_display) signedDisplay = nullptr;
};

Plugin& plugin() {
  static Plugin opened;
  return opened;
}

bool isFloatOnCuda(const at::Tensor& tensor) { return tensor.is_cuda() && tensor.scalar_type() == at::kFloat; }

/// The kernels walk memory linearly: that is right where all tensors are dense in the same order.
bool suitsKernel(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel) {
  const auto isAlike = [&](const at::Tensor& other) {
    return isFloatOnCuda(other) && other.device() == xPixel.device() && other.sizes() == xPixel.sizes() &&
           other.strides() == xPixel.strides();
  };
  return kernelPluginIsOpen() && isFloatOnCuda(xPixel) && xPixel.is_non_overlapping_and_dense() && isAlike(gradient) &&
         isAlike(x0Pixel);
}

void checkLaunch(int code) {
  if (code != 0)
    throw Failure(
        {ErrorKind::Library, "A CUDA kernel failed with code " + std::to_string(code) + ".", "Use --device cpu."});
}

enum class Rounding { None, ToLevels };

at::Tensor launchBimStep(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                         double signedStep, double epsilon, Rounding rounding) {
  at::Tensor next = at::empty_like(xPixel);
  checkLaunch(plugin().bimStep(xPixel.const_data_ptr<float>(), gradient.const_data_ptr<float>(),
                               x0Pixel.const_data_ptr<float>(), next.mutable_data_ptr<float>(), xPixel.numel(),
                               static_cast<float>(signedStep), static_cast<float>(epsilon),
                               rounding == Rounding::ToLevels));
  return next;
}

}  // namespace

std::string openKernelPlugin(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return "the kernels plug-in was not built (it needs nvcc)";
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) return std::string("the kernels plug-in cannot be opened: ") + dlerror();
  Plugin found;
  found.bimStep = reinterpret_cast<decltype(found.bimStep)>(dlsym(library, "advscope_bim_step"));
  found.signedDisplay = reinterpret_cast<decltype(found.signedDisplay)>(dlsym(library, "advscope_signed_display"));
  if (!found.bimStep || !found.signedDisplay) return "the kernels plug-in is of another version";
  plugin() = found;
  return {};
}

bool kernelPluginIsOpen() { return plugin().bimStep != nullptr; }

at::Tensor bimStepReference(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                            double alpha, double epsilon, double sign) {
  const at::NoGradGuard noGrad;
  const at::Tensor lowest = (x0Pixel - epsilon).clamp_min_(0);
  const at::Tensor highest = (x0Pixel + epsilon).clamp_max_(1);
  return at::minimum(at::maximum(xPixel + gradient.sign().mul_(alpha * sign), lowest), highest);
}

at::Tensor bimStepOnLevelsReference(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                                    double alpha, double epsilon, double sign) {
  const at::Tensor next = bimStepReference(xPixel, gradient, x0Pixel, alpha, epsilon, sign);
  return roundInsideBall(next, x0Pixel, Ball{BallNorm::Linf, epsilon});
}

at::Tensor bimStep(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel, double alpha,
                   double epsilon, double sign) {
  if (!suitsKernel(xPixel, gradient, x0Pixel)) return bimStepReference(xPixel, gradient, x0Pixel, alpha, epsilon, sign);
  return launchBimStep(xPixel, gradient, x0Pixel, alpha * sign, epsilon, Rounding::None);
}

at::Tensor bimStepOnLevels(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                           double alpha, double epsilon, double sign) {
  if (!suitsKernel(xPixel, gradient, x0Pixel))
    return bimStepOnLevelsReference(xPixel, gradient, x0Pixel, alpha, epsilon, sign);
  return launchBimStep(xPixel, gradient, x0Pixel, alpha * sign, epsilon, Rounding::ToLevels);
}

at::Tensor signedDisplayReference(const at::Tensor& deltaPixel, double gain) {
  const at::NoGradGuard noGrad;
  const at::Tensor levels = deltaPixel.mul(kLevels * static_cast<float>(gain));
  const at::Tensor rounded = levels.abs().add_(0.5).floor_().mul_(levels.sign());
  return rounded.add_(kMiddle).clamp_(0, kLevels).to(at::kByte);
}

at::Tensor signedDisplay(const at::Tensor& deltaPixel, double gain) {
  if (!kernelPluginIsOpen() || !isFloatOnCuda(deltaPixel) || !deltaPixel.is_non_overlapping_and_dense()) {
    return signedDisplayReference(deltaPixel, gain);
  }
  at::Tensor shown = at::empty_like(deltaPixel, at::kByte);
  checkLaunch(plugin().signedDisplay(deltaPixel.const_data_ptr<float>(), shown.mutable_data_ptr<std::uint8_t>(),
                                     deltaPixel.numel(), static_cast<float>(gain)));
  return shown;
}

}  // namespace adv
