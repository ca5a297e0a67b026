// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/api/embedding_colours.hpp"
#include "engine/core/job.hpp"
#include "engine/jobs/network_samples.hpp"
#include "engine/jobs/now_and_then.hpp"
#include "engine/jobs/smallest_epsilon.hpp"

namespace adv {

/// The smallest ε that fools a network on each picture, block by block of a shuffled order.
class EmbeddingRobustnessJob final : public Job {
 public:
  EmbeddingRobustnessJob(EmbeddingRobustnessRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void readSome();
  void takeUp();
  double done() const;
  EmbeddingRobustnessReady knownSoFar() const;

  EmbeddingRobustnessRequest m_request;
  Workspace& m_workspace;
  std::optional<NetworkSamples> m_samples;
  const Attack* m_attack = nullptr;
  int m_together = 1;
  std::size_t m_block = 1;     ///< pictures that are looked at together
  std::vector<int> m_order;    ///< all pictures, shuffled
  std::size_t m_read = 0;      ///< of them
  std::size_t m_blockEnd = 0;  ///< of the present block
  std::vector<int> m_right;    ///< pictures of the block that are right from the start
  std::vector<LabelledBatch> m_batches;
  std::optional<SmallestEpsilon> m_search;
  std::vector<int> m_levels;
  NowAndThen m_tell{std::chrono::milliseconds(100)};
};

}  // namespace adv
