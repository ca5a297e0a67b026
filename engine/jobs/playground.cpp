// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/playground.hpp"

#include <chrono>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/playground/presets.hpp"
#include "engine/playground/probe.hpp"
#include "engine/playground/snapshot.hpp"

namespace adv {
namespace {

constexpr std::chrono::milliseconds kSlice(5);
constexpr int kMostSteps = 100'000;
constexpr std::size_t kMostPoints = 2000;

void check(const PlaygroundRequest& request) {
  if (request.steps < 0 || request.steps > kMostSteps)
    throw userFailure("The number of steps is out of range.", "Give 0 to 100000.");
  if (request.points.size() > kMostPoints) throw userFailure("There are too many points.", "Place at most 2000.");
  if (!(request.epsilon >= 0.0) || request.epsilon > 2.0)
    throw userFailure("The length of the step is out of range.", "Give 0 to 2.");
}

}  // namespace

StepOutcome PlaygroundJob::step(JobContext& context) {
  if (!m_trainer) {
    check(m_request);
    m_trainer = std::make_unique<PlaneTrainer>(m_request.model, m_request.training, m_request.points, m_request.seed,
                                               m_request.from.get());
  }
  const auto wanted = static_cast<std::size_t>(m_request.steps);
  const auto end = std::chrono::steady_clock::now() + kSlice;
  while (m_losses.size() < wanted && std::chrono::steady_clock::now() < end) m_losses.push_back(m_trainer->step());
  PlaygroundReady ready = snapshotOf(m_trainer->classifier(), m_request);
  ready.state = std::make_shared<const PlaneState>(m_trainer->state());
  ready.losses = m_losses;
  if (m_losses.size() < wanted) {
    context.send(std::move(ready));
    return StepOutcome::More;
  }
  context.finish(std::move(ready));
  return StepOutcome::Done;
}

StepOutcome PlaneProbeJob::step(JobContext& context) {
  context.finish(probePlane(m_request));
  return StepOutcome::Done;
}

StepOutcome PlanePointsJob::step(JobContext& context) {
  context.finish(presetPoints(m_request));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<PlaygroundRequest, PlaygroundJob> kTraining;
const RegisterJob<PlaneProbeRequest, PlaneProbeJob> kProbe;
const RegisterJob<PlanePointsRequest, PlanePointsJob> kPoints;
}  // namespace

}  // namespace adv
