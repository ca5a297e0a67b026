// SPDX-License-Identifier: GPL-3.0-or-later
// How the softmax F at T = 1 changes with the pixels, worked out where float32 (and float64) has rounded it to zero.
#pragma once

#include <ATen/core/Tensor.h>

namespace adv {

/// ∂F_j/∂x_i = exp(logScale_j) · mantissa_ji.
struct ScaledGradients {
  at::Tensor logScale;  ///< [n, K] float64, natural logarithm
  at::Tensor mantissa;  ///< [n, K, M], of the type of the Jacobian
};

/// From the logits z [n, K] and their gradients ∂z/∂x [n, K, M]. With log F_l = z_l - logsumexp z, the most likely class
/// c and d_l = ∂z_l/∂x - ∂z_c/∂x:
///   S        = Σ_{l≠c} F_l d_l, with a scale of its own, max_{l≠c} log F_l
///   ∂F_c/∂x  = -F_c S
///   ∂F_j/∂x  =  F_j (d_j - S)
/// F_j and 1 - F_c are never formed, so that neither underflow nor cancellation happens, however large the logits are.
ScaledGradients softmaxGradients(const at::Tensor& logits, const at::Tensor& jacobian);

/// log10 of the mean amplitude 1/(K M) Σ_j Σ_i |∂F_j/∂x_i|, [n] float64; minus infinity where no logit changes.
at::Tensor log10Amplitudes(const ScaledGradients& gradients);
/// log10 of 1/K Σ_j |∂F_j/∂x_i|, [n, M] float64.
at::Tensor log10PixelAmplitudes(const ScaledGradients& gradients);

}  // namespace adv
