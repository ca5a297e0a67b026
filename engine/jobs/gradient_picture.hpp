// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "engine/api/gradient_histogram.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// One picture, with the amplitude of each pixel.
class GradientPictureJob final : public Job {
 public:
  GradientPictureJob(GradientPictureRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  GradientPictureRequest m_request;
  Workspace& m_workspace;
};

}  // namespace adv
