// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/api/embedding_colours.hpp"
#include "engine/core/job.hpp"
#include "engine/jobs/adversarial_pictures.hpp"
#include "engine/jobs/now_and_then.hpp"

namespace adv {

/// Asks a network about every picture of a map, batch by batch.
class EmbeddingPredictionsJob final : public Job {
 public:
  EmbeddingPredictionsJob(EmbeddingPredictionsRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void predictSome();
  EmbeddingPredictionsReady knownSoFar() const;

  EmbeddingPredictionsRequest m_request;
  Workspace& m_workspace;
  std::optional<NetworkSamples> m_samples;
  std::optional<AdversaryMaker> m_adversaries;
  EmbeddingPredictions m_known;
  int m_clean = 0;
  int m_count = 0;
  int m_next = 0;
  int m_together = 1;
  NowAndThen m_tell{std::chrono::milliseconds(50)};
};

}  // namespace adv
