// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

#include "engine/api/embedding.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/embedding/run.hpp"
#include "engine/jobs/embedding_features.hpp"
#include "engine/jobs/embedding_quality.hpp"

namespace adv {

/// A map that is worked out now, or was: kept by the workspace, so that the next request can go on with it.
struct EmbeddingState {
  EmbedRequest request;  ///< the newest
  EmbeddingItemsPtr items;
  std::unique_ptr<EmbeddingRun> run;
};

/// Makes features, then a map of them, step by step.
class EmbedJob final : public Job {
 public:
  EmbedJob(EmbedRequest request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  StepOutcome readFeatures(JobContext& context);
  void begin();
  void takeOver();
  bool hasArrived() const;
  StepOutcome judge(JobContext& context);
  EmbeddingReady ready() const;

  EmbedRequest m_request;
  Workspace& m_workspace;
  std::shared_ptr<EmbeddingState> m_state;
  std::unique_ptr<EmbeddingFeatures> m_features;
  std::unique_ptr<EmbeddingJudge> m_judge;
  std::chrono::steady_clock::time_point m_start;
  int m_firstIteration = 0;  ///< of this request
  double m_optimiseBefore = 0.0;
};

}  // namespace adv
