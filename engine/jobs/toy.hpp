// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/toy.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Everything about the classifier of a few numbers. Throws `Failure` where the numbers make no classifier.
ToyReady solveToy(ToyRequest request);

/// A single short step.
class ToyJob : public Job {
 public:
  ToyJob(ToyRequest request, Workspace&) : m_request(std::move(request)) {}
  StepOutcome step(JobContext& context) override {
    context.finish(solveToy(std::move(m_request)));
    return StepOutcome::Done;
  }

 private:
  ToyRequest m_request;
};

}  // namespace adv
