// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace adv {

/// Pictures and what a network should say of them.
struct TrainingPart {
  at::Tensor xPixel;              ///< [n, C, H, W] in [0, 1]
  at::Tensor labels;              ///< classes [n] as whole numbers
  at::Tensor probabilities = {};  ///< [n, K], to be learned instead of the labels where defined
  int epoch = 0;                  ///< from 0

  const at::Tensor& targets() const { return probabilities.defined() ? probabilities : labels; }
};

/// The network as it is trained, with its graph: [n, C, H, W] in pixels -> [n, K] logits.
using TrainedLogits = std::function<at::Tensor(const at::Tensor& xPixel)>;

/// What a training makes small: the sum over the pictures of a part, with its graph down to the weights. It may ask for
/// the logits of other pictures than the part's, as adversarial and virtual adversarial training do.
using TrainingLoss = std::function<at::Tensor(const TrainedLogits& logits, const TrainingPart& part)>;

/// Cross-entropy against classes; `smoothing` of the target is spread over all classes (Szegedy et al. 2016, section
/// 7), which keeps logits moderate.
TrainingLoss crossEntropy(double smoothing = 0.0);

/// Cross-entropy at temperature T against labels or probabilities p: C = −Σ_i p_i log q_i with q = softmax(z / T), so
/// that ∂C/∂z_i = (q_i − p_i) / T (Hinton, Vinyals, Dean 2015, eq. 2). The first `warmUp` epochs are at T = 1 against
/// labels, as in the code of Carlini and Wagner 2017. Throws `Failure` where T is out of range.
///
/// How training at high T begins was measured, with a small network on MNIST at T = 100, four epochs (accuracy of the
/// network that taught, and of the one that was taught):
///   Adam 98.4 and 98.0 %; with loss × T² the same; with one epoch at T = 1 first 96.9 and 95.7 %;
///   Nesterov, rate .01: 93.6 and 91.1 %; with loss × T or T² it diverges; with one epoch at T = 1 first 95.9 and 92.6
///   %.
/// Adam divides by the size of the gradient, so that the factor 1/T is gone and the logits grow from the start. So
/// there is no factor here: Adam needs no help, and gradient descent warms up.
TrainingLoss crossEntropyAt(double temperature, int warmUp = 0);

}  // namespace adv
