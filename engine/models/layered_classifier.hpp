// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/models/classifier.hpp"
#include "engine/models/layer_list.hpp"

namespace adv {

/// A classifier that can be looked into. Every network that is loaded from a card is one.
class LayeredClassifier : public Classifier {
 public:
  /// In the order in which they are computed: first the picture, last the logits.
  virtual const std::vector<LayerInfo>& layers() const = 0;
  /// The logits, to the bit those of `logits`; `visit` is told of every layer on the way, the picture first.
  virtual at::Tensor tracedLogits(const at::Tensor& xPixel, const LayerVisitor& visit) const = 0;
  /// [out, in, height, width] of a convolution, [out, in] of a linear layer; undefined for others.
  virtual const at::Tensor& weight(std::size_t layer) const = 0;
};

/// Throws `Failure` where the classifier cannot be looked into.
const LayeredClassifier& layersOf(const Classifier& model);

/// Throws `Failure` naming the known ones.
std::size_t findLayer(const LayeredClassifier& model, const std::string& name);

/// What one layer makes of pictures, [N, features], without a graph. Channels come one after the other, each row by
/// row. For a batch that fits into memory with all its layers.
at::Tensor activations(const LayeredClassifier& model, const std::string& layer, const at::Tensor& xPixel);

}  // namespace adv
