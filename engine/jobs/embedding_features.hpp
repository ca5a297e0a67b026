// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>

#include "engine/api/embedding.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/adversarial_pictures.hpp"
#include "engine/jobs/embedding_view.hpp"

namespace adv {

/// Turns what is to be embedded into features, a few pictures at a time.
class EmbeddingFeatures {
 public:
  /// Throws `Failure` where there is no such data, network or layer.
  EmbeddingFeatures(EmbeddingSource source, Workspace& workspace);

  void step();
  bool isDone() const { return m_next == m_items->count; }
  double done() const;  ///< in [0, 1]
  const char* doingText() const;

  /// [n, D] float32, on the CPU.
  at::Tensor features() const { return m_features; }
  std::shared_ptr<EmbeddingItems> items() const { return m_items; }

 private:
  void readTable();
  void openSource(Workspace& workspace);
  bool isAttacking() const { return m_adversaries && !m_adversaries->isDone(); }
  void keep(const EmbeddingView::Look& seen);

  EmbeddingSource m_source;
  std::optional<EmbeddingView> m_view;  ///< none of a table
  std::optional<AdversaryMaker> m_adversaries;
  std::shared_ptr<EmbeddingItems> m_items;
  int m_clean = 0;
  int m_next = 0;
  at::Tensor m_features;
};

}  // namespace adv
