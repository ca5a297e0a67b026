// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "engine/linear/data.hpp"
#include "engine/linear/model.hpp"

namespace adv::linear {

/// sign ∇x J(x, y), [N, D], with J the cross-entropy: sign((softmax(Wx + b) - onehot(y)) W). Equal to that of the
/// attack `fgsm` on a `LinearClassifier`.
at::Tensor fgsmSigns(const Model& model, const at::Tensor& xPixel, const at::Tensor& labels);

/// [N] double: the smallest ‖η‖∞ that brings a picture to the border of its class, pixels not clipped: the least of
/// (z_y - z_k) / ‖w_y - w_k‖₁ over the other classes k. It is exact, and negative or 0 where the picture is wrong from
/// the start; infinite where no change of the pixels helps.
at::Tensor smallestFlips(const Model& model, const at::Tensor& xPixel, const at::Tensor& labels);

/// Of test pictures. Errors count what is wrong under attack, the pictures that were wrong from the start included.
struct Measures {
  std::int64_t count = 0;
  double loss = 0.0;                ///< mean cross-entropy in nats
  double accuracy = 0.0;            ///< in [0, 1]
  double fgsmError = 0.0;           ///< x + ε sign ∇J, clipped to [0, 1] as every picture is
  double fgsmErrorUnclipped = 0.0;  ///< the same without, as the paper has it
  double fgsmConfidence = 0.0;      ///< mean probability of the wrong class over the mistakes (clipped); 0 without any
  double worstError = 0.0;          ///< exact: pictures that some ‖η‖∞ ≤ ε, unclipped, makes wrong
  double worstLoss = 0.0;           ///< logistic regression: mean softplus(ε‖w‖₁ - y s), exact, unclipped
  double medianFlip = 0.0;          ///< of the smallest changes, over the pictures that are right from the start
};

/// Measures a model on test pictures in short steps.
class Evaluation {
 public:
  /// The first `count` pictures; all where it is negative. Without an ε nothing about attacks is measured.
  Evaluation(Model model, Rows rows, double epsilon, std::int64_t count = -1);

  void step();
  bool isDone() const { return m_next == m_count; }
  double done() const;
  /// Of the pictures so far.
  Measures result() const;

 private:
  void attack(const at::Tensor& xPixel, const at::Tensor& labels, const at::Tensor& logits);

  Model m_model;
  Rows m_rows;
  double m_epsilon;
  std::int64_t m_count;
  std::int64_t m_next = 0;
  Measures m_sums;
  std::int64_t m_fooled = 0;
  std::vector<double> m_flips;
};

}  // namespace adv::linear
