// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/scaled_classifier.hpp"

#include <ATen/ATen.h>

namespace adv {

at::Tensor ScaledClassifier::logits(const at::Tensor& xPixel) const { return m_model->logits(xPixel) * m_factor; }

}  // namespace adv
