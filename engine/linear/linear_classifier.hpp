// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/linear/model.hpp"
#include "engine/models/classifier.hpp"

namespace adv::linear {

/// Lets every attack run on a linear model.
class LinearClassifier final : public Classifier {
 public:
  explicit LinearClassifier(Model model, std::string title = "Linear classifier");

  at::Tensor logits(const at::Tensor& xPixel) const override { return m_model.logits(xPixel.flatten(1)); }
  at::Device device() const override { return m_model.weights.device(); }
  const ModelInfo& info() const override { return m_info; }
  const Model& model() const { return m_model; }

 private:
  Model m_model;
  ModelInfo m_info;
};

}  // namespace adv::linear
