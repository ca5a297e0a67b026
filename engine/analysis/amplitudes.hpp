// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/models/classifier.hpp"

namespace adv {

/// What the softmax outputs' gradients look like, for each of n pictures: as they are, and as float32 has them.
struct Amplitudes {
  at::Tensor log10;        ///< float64: of the mean amplitude, from the log domain
  at::Tensor predictions;  ///< int64
  at::Tensor
      isZeroFloat32;  ///< bool: back-propagation gives exactly 0 for every output and every number of the picture
  /// int64: of the numbers of the picture, where the predicted output's gradient by back-propagation is exactly 0, and
  /// where no logit has a gradient at all.
  at::Tensor zeroComponents, flatComponents;
};

/// One forward pass and K backward passes for the logits, then as many as it takes to find a float32 gradient that is
/// not zero. Throws `Failure` where a logit or a gradient is not finite.
Amplitudes measureAmplitudes(const Classifier& model, const at::Tensor& xPixel);

/// Gradients of all logits, [n, K, M], with the logits, [n, K].
struct FlatJacobian {
  at::Tensor jacobian;
  at::Tensor logits;
};
FlatJacobian jacobianOfAll(const Classifier& model, const at::Tensor& xPixel);

/// Plain float32 back-propagation of the softmax output `classes` ([n] int64) of each picture, [n, M].
at::Tensor outputGradient(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes);

}  // namespace adv
