// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/linear_classifier.hpp"

#include <utility>

namespace adv::linear {

LinearClassifier::LinearClassifier(Model model, std::string title) : m_model(std::move(model)) {
  m_info.id = "linear";
  m_info.title = std::move(title);
  m_info.architecture = "linear";
  m_info.width = m_model.shape.width;
  m_info.height = m_model.shape.height;
  m_info.channels = m_model.shape.channels;
  m_info.labels = m_model.labels;
}

}  // namespace adv::linear
