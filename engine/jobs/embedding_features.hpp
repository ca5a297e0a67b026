// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/api/embedding.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Turns what is to be embedded into features, a few pictures at a time.
class EmbeddingFeatures {
 public:
  /// Throws `Failure` where there is no such data, network or layer.
  EmbeddingFeatures(EmbeddingSource source, Workspace& workspace);

  void step();
  bool isDone() const { return m_next == m_count; }
  double done() const;  ///< in [0, 1]

  /// [n, D] float32, on the CPU.
  at::Tensor features() const { return m_features; }
  std::shared_ptr<EmbeddingItems> items() const { return m_items; }

 private:
  void readTable();
  void openPictures();
  at::Tensor pictures(int begin, int end) const;
  at::Tensor ofNetwork(const at::Tensor& xPixel);
  void keep(const at::Tensor& rows, int begin);

  EmbeddingSource m_source;
  Workspace& m_workspace;
  std::shared_ptr<const Dataset> m_data;
  ClassifierPtr m_model;
  std::shared_ptr<EmbeddingItems> m_items;
  int m_width = 0;
  int m_height = 0;
  int m_channels = 0;
  int m_count = 0;
  int m_next = 0;
  int m_together = 1;
  at::Tensor m_features;
};

}  // namespace adv
