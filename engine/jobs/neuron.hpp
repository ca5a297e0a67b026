// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/neuron.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Evaluates one neuron.
class NeuronJob : public Job {
 public:
  NeuronJob(NeuronRequest request, Workspace&) : m_request(std::move(request)) {}
  StepOutcome step(JobContext& context) override;

 private:
  NeuronRequest m_request;
};

}  // namespace adv
