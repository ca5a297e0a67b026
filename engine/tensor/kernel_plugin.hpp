// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <string>

namespace adv {

/// Opens the optional CUDA kernels; empty where that worked, otherwise the reason in words. Call once, on the engine's
/// thread.
std::string openKernelPlugin(const std::filesystem::path& file);
bool kernelPluginIsOpen();

/// One step of BIM: x <- clip(project(x + alpha * sign * sgn(gradient), x0, epsilon)). All tensors [N, C, H, W]
/// float32, pictures in [0, 1]; `sign` is +1 (away from a class) or -1 (towards it); sgn(0) = 0. On CUDA the fused
/// kernel does it where the plug-in is open and the tensors share a dense layout.
at::Tensor bimStep(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel, double alpha,
                   double epsilon, double sign);
/// The same by ATen: what the kernel is held against.
at::Tensor bimStepReference(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                            double alpha, double epsilon, double sign);

/// The same step, then rounded to n/255 by `roundInsideBall`, so that the result never leaves the ball around x0.
at::Tensor bimStepOnLevels(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                           double alpha, double epsilon, double sign);
at::Tensor bimStepOnLevelsReference(const at::Tensor& xPixel, const at::Tensor& gradient, const at::Tensor& x0Pixel,
                                    double alpha, double epsilon, double sign);

/// The 8-bit display picture of a signed perturbation: round(255 * clamp(0.5 + gain * delta, 0, 1)), uint8 of the same
/// shape.
at::Tensor signedDisplay(const at::Tensor& deltaPixel, double gain);
at::Tensor signedDisplayReference(const at::Tensor& deltaPixel, double gain);

}  // namespace adv
