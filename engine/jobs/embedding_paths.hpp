// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

#include "engine/api/embedding_paths.hpp"
#include "engine/core/job.hpp"
#include "engine/jobs/now_and_then.hpp"
#include "engine/jobs/path_trace.hpp"

namespace adv {

/// Follows attacks through the present map. Goes on with the workspace's last trace where it answers the request.
class EmbeddingPathsJob final : public Job {
 public:
  EmbeddingPathsJob(EmbeddingPathsRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  EmbeddingPathsReady known() const;

  EmbeddingPathsRequest m_request;
  Workspace& m_workspace;
  std::shared_ptr<PathTrace> m_trace;
  bool m_isPlacing = true;
  NowAndThen m_tell{std::chrono::milliseconds(30)};
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

}  // namespace adv
