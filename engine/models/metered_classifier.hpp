// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/results.hpp"
#include "engine/models/classifier.hpp"

namespace adv {

/// Counts what an attack asks of a network, so that no attack has to: a picture that goes forward without a graph is a
/// query, one whose gradient comes back through the logits is a gradient (once for each backward pass).
class MeteredClassifier : public Classifier {
 public:
  explicit MeteredClassifier(ClassifierPtr model) : m_model(std::move(model)), m_cost(std::make_shared<AttackCost>()) {}

  at::Tensor logits(const at::Tensor& xPixel) const override;
  at::Device device() const override { return m_model->device(); }
  const ModelInfo& info() const override { return m_model->info(); }

  /// So far, summed over the pictures.
  const AttackCost& cost() const { return *m_cost; }
  /// Counts what was asked before and is known from then: a result costs the same, whether it is remembered or not.
  void charge(const AttackCost& cost) const;

 private:
  ClassifierPtr m_model;
  std::shared_ptr<AttackCost> m_cost;  ///< shared with the graphs, which may outlive this object
};

}  // namespace adv
