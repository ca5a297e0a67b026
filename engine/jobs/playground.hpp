// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/playground.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/playground/trainer.hpp"

namespace adv {

/// Trains for as long as a step may take, looks, and goes on.
class PlaygroundJob final : public Job {
 public:
  PlaygroundJob(PlaygroundRequest request, Workspace&) : m_request(std::move(request)) {}
  StepOutcome step(JobContext& context) override;

 private:
  PlaygroundRequest m_request;
  std::unique_ptr<PlaneTrainer> m_trainer;
  std::vector<double> m_losses;
};

/// One step: it takes a millisecond.
class PlaneProbeJob final : public Job {
 public:
  PlaneProbeJob(PlaneProbeRequest request, Workspace&) : m_request(std::move(request)) {}
  StepOutcome step(JobContext& context) override;

 private:
  PlaneProbeRequest m_request;
};

class PlanePointsJob final : public Job {
 public:
  PlanePointsJob(PlanePointsRequest request, Workspace&) : m_request(std::move(request)) {}
  StepOutcome step(JobContext& context) override;

 private:
  PlanePointsRequest m_request;
};

}  // namespace adv
