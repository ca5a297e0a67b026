// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/kernel_plugin.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <dlfcn.h>

#include "engine/api/error.hpp"
#include "engine/kernels/kernels.h"

namespace adv {
namespace {

struct Plugin {
  decltype(&advscope_bim_step) bimStep = nullptr;
  decltype(&advscope_signed_display) signedDisplay = nullptr;
};

Plugin& plugin() {
  static Plugin opened;
  return opened;
}

/// The kernels walk memory linearly: that is right where all tensors are dense in the same order.
bool shareDenseLayout(const at::Tensor& first, const at::Tensor& other) {
  return other.is_cuda() && other.scalar_type() == at::kFloat && first.is_non_overlapping_and_dense() && first.strides() == other.strides() &&
         first.sizes() == other.sizes();
}

void checkLaunch(int code) {
  if (code != 0) throw Failure({ErrorKind::Library, "A CUDA kernel failed with code " + std::to_string(code) + ".", "Use --device cpu."});
}

}  // namespace

std::string openKernelPlugin(const std::filesystem::path& file) {
  if (file.empty() || !std::filesystem::exists(file)) return "the kernels plug-in was not built (it needs nvcc)";
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

at::Tensor bimStepReference(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel, double alpha, double epsilon,
                            double sign) {
  const at::NoGradGuard noGrad;
  const at::Tensor lowest = (x0Pixel - epsilon).clamp_min_(0);
  const at::Tensor highest = (x0Pixel + epsilon).clamp_max_(1);
  return at::minimum(at::maximum(xPixel + gradient.sign().mul_(alpha * sign), lowest), highest);
}

at::Tensor bimStep(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel, double alpha, double epsilon, double sign) {
  const bool fused = kernelPluginIsOpen() && xPixel.is_cuda() && xPixel.scalar_type() == at::kFloat && shareDenseLayout(xPixel, gradient) &&
                     shareDenseLayout(xPixel, x0Pixel);
  if (!fused) return bimStepReference(xPixel, gradient, x0Pixel, alpha, epsilon, sign);
  at::Tensor next = at::empty_like(xPixel);
  checkLaunch(plugin().bimStep(xPixel.const_data_ptr<float>(), gradient.const_data_ptr<float>(), x0Pixel.const_data_ptr<float>(),
                               next.mutable_data_ptr<float>(), xPixel.numel(), static_cast<float>(alpha * sign),
                               static_cast<float>(epsilon), 0));
  return next;
}

at::Tensor signedDisplayReference(const at::Tensor& deltaPixel, double gain) {
  const at::NoGradGuard noGrad;
  return deltaPixel.mul(gain).add_(0.5).clamp_(0, 1).mul_(255).round_().to(at::kByte);
}

at::Tensor signedDisplay(const at::Tensor& deltaPixel, double gain) {
  if (!kernelPluginIsOpen() || !deltaPixel.is_cuda() || deltaPixel.scalar_type() != at::kFloat || !deltaPixel.is_non_overlapping_and_dense()) {
    return signedDisplayReference(deltaPixel, gain);
  }
  at::Tensor shown = at::empty_like(deltaPixel, at::kByte);
  checkLaunch(plugin().signedDisplay(deltaPixel.const_data_ptr<float>(), shown.mutable_data_ptr<std::uint8_t>(), deltaPixel.numel(),
                                     static_cast<float>(gain)));
  return shown;
}

}  // namespace adv
