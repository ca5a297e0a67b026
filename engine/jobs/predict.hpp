// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Loads a network and warms it up, forward and backward.
class OpenModelJob : public Job {
 public:
  OpenModelJob(OpenModelRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  OpenModelRequest m_request;
  Workspace& m_workspace;
};

/// Predicts one picture.
class PredictJob : public Job {
 public:
  PredictJob(PredictRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  PredictRequest m_request;
  Workspace& m_workspace;
  bool m_modelIsLoaded = false;
};

}  // namespace adv
