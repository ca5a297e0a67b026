// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/train.hpp"

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {

StepOutcome TrainJob::step(JobContext& context) {
  if (!m_run) {
    if (m_request.epochs < 0 || m_request.epochs > 10'000)
      throw userFailure("The number of epochs is out of range.", "Give 1 to 10000.");
    const TrainingSetup setup{m_request.folder, m_workspace.dataFolder(), m_request.epochs, m_request.seed,
                              m_workspace.device()};
    m_run = std::make_unique<TrainingRun>(findTrainingRecipe(m_request.recipe), setup);
    return StepOutcome::More;
  }
  m_run->step();
  context.send(m_run->progress());
  if (const auto epoch = m_run->takeEpoch()) context.send(*epoch);
  if (!m_run->isDone()) return StepOutcome::More;
  context.finish(m_run->result());
  return StepOutcome::Done;
}

namespace {
const RegisterJob<TrainRequest, TrainJob> kRegistered;
}  // namespace

}  // namespace adv
