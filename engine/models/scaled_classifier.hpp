// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "engine/models/classifier.hpp"

namespace adv {

/// A network whose logits are multiplied by a positive number. Every prediction stays what it is; what changes is how
/// far the softmax saturates, and with it whether float32 has a gradient left (Carlini and Wagner 2016, "Defensive
/// distillation is not robust to adversarial examples").
class ScaledClassifier : public Classifier {
 public:
  ScaledClassifier(ClassifierPtr model, double factor) : m_model(std::move(model)), m_factor(factor) {}

  at::Tensor logits(const at::Tensor& xPixel) const override;
  at::Device device() const override { return m_model->device(); }
  const ModelInfo& info() const override { return m_model->info(); }

 private:
  ClassifierPtr m_model;
  double m_factor;
};

}  // namespace adv
