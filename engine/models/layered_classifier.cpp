// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/layered_classifier.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/api/error.hpp"

namespace adv {

const LayeredClassifier& layersOf(const Classifier& model) {
  if (const auto* layered = dynamic_cast<const LayeredClassifier*>(&model)) return *layered;
  throw userFailure("The network \"" + model.info().title + "\" cannot be looked into.",
                    "Take one that was loaded from a model card.");
}

std::size_t findLayer(const LayeredClassifier& model, const std::string& name) {
  std::string known;
  for (std::size_t i = 0; i < model.layers().size(); ++i) {
    if (model.layers()[i].name == name) return i;
    known += (i == 0 ? "" : ", ") + model.layers()[i].name;
  }
  throw userFailure("The network \"" + model.info().title + "\" has no layer \"" + name + "\".",
                    "Its layers: " + known + ".");
}

at::Tensor activations(const LayeredClassifier& model, const std::string& layer, const at::Tensor& xPixel) {
  const at::NoGradGuard noGraph;
  const std::size_t wanted = findLayer(model, layer);
  at::Tensor found;
  model.tracedLogits(xPixel, [&](std::size_t index, const at::Tensor& result) {
    if (index == wanted) found = result.flatten(1);
  });
  return found;
}

}  // namespace adv
