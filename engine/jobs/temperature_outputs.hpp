// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "engine/api/temperature_attacks.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// A batch of pictures of one network a step.
class TemperatureOutputsJob final : public Job {
 public:
  TemperatureOutputsJob(TemperatureOutputsRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void openModel();
  void measure();
  void summarise();

  TemperatureOutputsRequest m_request;
  Workspace& m_workspace;
  std::shared_ptr<const Dataset> m_data;
  ClassifierPtr m_model;  ///< under way
  int m_next = 0;         ///< first picture of its next batch
  std::vector<at::Tensor> m_l1, m_top, m_gap;
  TemperatureOutputsReady m_ready;
};

}  // namespace adv
