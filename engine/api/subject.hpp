// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "engine/api/image.hpp"

namespace adv {

/// What an experiment is about: a picture, a network and the class that the attack is judged by.
struct Subject {
  std::string model;  ///< a model's id, or the path of a model card
  ImageSource image;
  std::optional<int> label;  ///< given class; otherwise the data's own, otherwise the prediction
  friend bool operator==(const Subject&, const Subject&) = default;
};

}  // namespace adv
