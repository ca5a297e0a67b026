// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "engine/api/distillation.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/training/distillation_run.hpp"

namespace adv {

/// Distils networks one after the other. Cancelling drops the job; what the last whole epoch saved stays, and the same
/// request goes on from there.
class DistillJob final : public Job {
 public:
  DistillJob(DistillRequest request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void openPictures();
  void note();
  double epochsDone() const;
  DistillationState state() const;
  std::string whatText() const;

  DistillRequest m_request;
  Workspace& m_workspace;
  std::vector<std::unique_ptr<DistillationRun>> m_runs;
  std::vector<std::shared_ptr<const DistillationNetwork>> m_networks;  ///< one for each run
  std::size_t m_current = 0;
  std::unique_ptr<LabelledPictures> m_pictures;  ///< null before the first network that needs them
  std::chrono::steady_clock::time_point m_start;
  double m_epochs = 0.0;        ///< of all networks
  double m_epochsBefore = 0.0;  ///< that were done before this job
};

}  // namespace adv
