// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/kernels/kernels.h"

#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 256;
constexpr int64_t kMaxBlocks = 4096;
/// Float32 noise of n/255 * 255, in levels.
constexpr float kLevelNoise = 1e-3f;

int blocksFor(int64_t count) {
  const int64_t needed = (count + kThreads - 1) / kThreads;
  return static_cast<int>(needed < 1 ? 1 : needed < kMaxBlocks ? needed : kMaxBlocks);
}

/// No fused multiply-add anywhere: the result equals ATen's, which rounds after each operation.
__global__ void bimStepKernel(const float* x, const float* gradient, const float* x0, float* next, int64_t count,
                              float signedStep, float epsilon, bool roundToLevels) {
  const float wholeLevels = floorf(epsilon * 255.0f + kLevelNoise);
  for (int64_t i = blockIdx.x * static_cast<int64_t>(blockDim.x) + threadIdx.x; i < count;
       i += static_cast<int64_t>(gridDim.x) * blockDim.x) {
    const float g = gradient[i];
    const float direction = static_cast<float>((g > 0.0f) - (g < 0.0f));
    const float lowest = fmaxf(__fsub_rn(x0[i], epsilon), 0.0f);
    const float highest = fminf(__fadd_rn(x0[i], epsilon), 1.0f);
    float value = fminf(fmaxf(__fadd_rn(x[i], __fmul_rn(direction, signedStep)), lowest), highest);
    if (roundToLevels) {
      const float start = rintf(__fmul_rn(x0[i], 255.0f));
      const float level = fminf(fmaxf(rintf(__fmul_rn(value, 255.0f)), start - wholeLevels), start + wholeLevels);
      value = fminf(fmaxf(level, 0.0f), 255.0f) / 255.0f;
    }
    next[i] = value;
  }
}

__global__ void signedDisplayKernel(const float* delta, uint8_t* shown, int64_t count, float gain) {
  for (int64_t i = blockIdx.x * static_cast<int64_t>(blockDim.x) + threadIdx.x; i < count;
       i += static_cast<int64_t>(gridDim.x) * blockDim.x) {
    const float levels = __fmul_rn(delta[i], 255.0f * gain);
    const float rounded = copysignf(floorf(__fadd_rn(fabsf(levels), 0.5f)), levels);
    shown[i] = static_cast<uint8_t>(fminf(fmaxf(__fadd_rn(rounded, 128.0f), 0.0f), 255.0f));
  }
}

}  // namespace

extern "C" int advscope_bim_step(const float* x, const float* gradient, const float* x0, float* next, int64_t count,
                                 float signed_step, float epsilon, int round_to_levels) {
  bimStepKernel<<<blocksFor(count), kThreads>>>(x, gradient, x0, next, count, signed_step, epsilon,
                                                round_to_levels != 0);
  return static_cast<int>(cudaGetLastError());
}

extern "C" int advscope_signed_display(const float* delta, uint8_t* shown, int64_t count, float gain) {
  signedDisplayKernel<<<blocksFor(count), kThreads>>>(delta, shown, count, gain);
  return static_cast<int>(cudaGetLastError());
}
