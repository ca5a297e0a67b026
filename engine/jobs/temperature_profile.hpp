// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/api/temperature_profile.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// First the line, then one network a step.
class TemperatureProfileJob final : public Job {
 public:
  TemperatureProfileJob(TemperatureProfileRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void aim(const Classifier& first);
  ImageSource pictureOfAnotherClass() const;
  void addNetwork(const std::string& model);

  TemperatureProfileRequest m_request;
  Workspace& m_workspace;
  at::Tensor m_x;          ///< [1, C, H, W]
  at::Tensor m_direction;  ///< the same shape: d
  TemperatureProfileReady m_ready;
};

/// Fills in the pictures at both ends of a stored profile, where they can be read.
void showProfilePictures(TemperatureProfileReady& ready, Workspace& workspace);

}  // namespace adv
