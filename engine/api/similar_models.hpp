// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"

namespace adv {

/// Whether pictures made for one network fit another, and its classes mean the same.
inline bool takeTheSamePictures(const ModelInfo& a, const ModelInfo& b) {
  return a.width == b.width && a.height == b.height && a.channels == b.channels && a.labels == b.labels;
}

/// The available networks that take the same pictures as `model`, with itself, in the order of the list. Members of a
/// set are left out, as there are many that hardly differ.
inline std::vector<ModelInfo> similarModels(const std::vector<ModelInfo>& models, const ModelInfo& model) {
  std::vector<ModelInfo> similar;
  std::copy_if(models.begin(), models.end(), std::back_inserter(similar), [&](const ModelInfo& one) {
    return one.available && takeTheSamePictures(one, model) && (one.group.empty() || one.id == model.id);
  });
  return similar;
}

/// For lists to choose from: first the networks that stand for themselves, then set by set, within a set those that
/// were not distilled and then by temperature.
inline std::vector<ModelInfo> setsLast(std::vector<ModelInfo> models) {
  std::stable_sort(models.begin(), models.end(), [](const ModelInfo& a, const ModelInfo& b) {
    return a.group != b.group ? a.group < b.group : !a.group.empty() && a.temperature < b.temperature;
  });
  return models;
}

/// The network whose examples are carried over to `model`: of the similar ones the one that is most often right; its
/// id, or nothing where there is none.
inline std::string bestSurrogate(const std::vector<ModelInfo>& models, const ModelInfo& model) {
  std::string best;
  double accuracy = -2.0;
  for (const ModelInfo& one : similarModels(models, model)) {
    if (one.id == model.id || one.cleanAccuracy <= accuracy) continue;
    best = one.id;
    accuracy = one.cleanAccuracy;
  }
  return best;
}

}  // namespace adv
