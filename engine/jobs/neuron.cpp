// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/neuron.hpp"

#include "engine/analysis/neuron.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {

StepOutcome NeuronJob::step(JobContext& context) {
  context.finish(evaluate(m_request));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<NeuronRequest, NeuronJob> kRegistered;
}  // namespace

}  // namespace adv
