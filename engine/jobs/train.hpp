// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/training/training_run.hpp"

namespace adv {

/// Trains a recipe's network, one mini-batch a step, and writes it as a model. After each epoch everything that is
/// needed to go on is saved, so that a job which was cancelled or killed goes on from there when it is asked for again.
class TrainJob final : public Job {
 public:
  TrainJob(const TrainRequest& request, Workspace& workspace) : m_request(request), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  TrainRequest m_request;
  Workspace& m_workspace;
  std::unique_ptr<TrainingRun> m_run;
};

}  // namespace adv
