/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CUDA kernels as plain C functions on device pointers. Each launches on the default stream and returns the CUDA
   error code of the launch (0 = success). Arrays hold `count` elements in any dense order, the same for all arrays of a
   call. */
#ifndef ADVSCOPE_KERNELS_H
#define ADVSCOPE_KERNELS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* next = clip(project(x + signed_step * sgn(gradient), x0, epsilon), 0, 1); float32, pictures in [0, 1].
   Where `round_to_levels` is not 0 the result is rounded to n/255, towards x0 where the nearest level would leave the
   ball (x0 is then taken to lie on levels). */
int advscope_bim_step(const float* x, const float* gradient, const float* x0, float* next, int64_t count,
                      float signed_step, float epsilon, int round_to_levels);

/* shown = clamp(128 + round(255 * gain * delta), 0, 255), halves away from zero. */
int advscope_signed_display(const float* delta, uint8_t* shown, int64_t count, float gain);

#ifdef __cplusplus
}
#endif

#endif
