// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/metered_classifier.hpp"

#include <ATen/ATen.h>

namespace adv {

at::Tensor MeteredClassifier::logits(const at::Tensor& xPixel) const {
  at::Tensor logits = m_model->logits(xPixel);
  const std::int64_t count = xPixel.size(0);
  if (!logits.requires_grad()) {
    m_cost->queries += count;
  } else {
    logits.register_hook([cost = m_cost, count](const at::Tensor&) { cost->gradients += count; });
  }
  return logits;
}

void MeteredClassifier::charge(const AttackCost& cost) const {
  m_cost->gradients += cost.gradients;
  m_cost->queries += cost.queries;
}

}  // namespace adv
