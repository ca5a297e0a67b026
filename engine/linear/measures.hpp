// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "engine/api/linear.hpp"
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
