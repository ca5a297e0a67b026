// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <chrono>
#include <optional>
#include <vector>

#include "engine/analysis/set_separation.hpp"
#include "engine/api/embedding_depth.hpp"
#include "engine/core/job.hpp"
#include "engine/jobs/adversarial_pictures.hpp"
#include "engine/models/layered_classifier.hpp"

namespace adv {

/// Attacks pictures, then compares the three sets layer by layer. Layers are traced together as far as they fit into
/// memory.
class EmbeddingDepthJob final : public Job {
 public:
  EmbeddingDepthJob(EmbeddingDepthRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void startSets();
  void makeSome();
  void chooseLayers();
  void traceSome();
  void takePredictions(const at::Tensor& logits);
  bool compareSome();
  void addLayer(const at::Tensor& squares);
  const std::vector<LayerInfo>& layers() const { return layersOf(*m_model).layers(); }
  double done() const;

  EmbeddingDepthRequest m_request;
  Workspace& m_workspace;
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
  std::optional<AdversaryMaker> m_adversaries;
  ClassifierPtr m_model;
  int m_together = 1;
  std::vector<int> m_right;   ///< pictures of the data that are right from the start
  at::Tensor m_sets;          ///< [3 n, C, H, W] uint8: clean, adversarial, noise
  std::int64_t m_made = 0;    ///< pictures of each set
  std::int64_t m_count = 0;   ///< n
  std::vector<int> m_labels;  ///< of the clean pictures
  std::vector<int> m_seen;    ///< predictions of all three sets
  std::vector<bool> m_isFooled;

  std::size_t m_first = 0;  ///< of the layers that are traced now
  std::size_t m_end = 0;
  std::vector<at::Tensor> m_features;        ///< of these layers, [3 n, D]
  std::int64_t m_traced = 0;                 ///< pictures
  std::optional<PairDistances> m_distances;  ///< of one of the layers
  EmbeddingDepthReady m_ready;
};

}  // namespace adv
