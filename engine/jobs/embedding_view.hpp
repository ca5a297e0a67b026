// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <span>

#include "engine/api/embedding.hpp"
#include "engine/jobs/network_samples.hpp"

namespace adv {

/// How a source turns a picture into features: into its pixels, or into what a layer of a network makes of it.
class EmbeddingView {
 public:
  /// Throws `Failure` where there is no such data, network or layer, or where the network under attack takes other
  /// pictures than the one that is mapped.
  EmbeddingView(const EmbeddingSource& source, Workspace& workspace);

  const Dataset& data() const { return *m_data; }
  /// Pictures that a short step can take.
  int together() const { return m_together; }
  const PictureSize& size() const { return m_size; }
  /// [N, C, H, W], fitted.
  at::Tensor pictures(std::span<const int> indices) const;

  struct Look {
    at::Tensor features;  ///< [N, D] float32, on the CPU
    at::Tensor logits;    ///< [N, K] of the network that is mapped, or attacked; undefined without one
  };
  Look look(const at::Tensor& xPixel) const;

 private:
  Look lookIntoNetwork(const at::Tensor& xPixel) const;
  void openNetworks(const EmbeddingSource& source, Workspace& workspace);

  std::shared_ptr<const Dataset> m_data;
  ClassifierPtr m_model;  ///< says what it sees; null where only pixels are mapped
  bool m_isOfPixels;
  std::string m_layer;
  PictureSize m_size;
  int m_together;
};

}  // namespace adv
