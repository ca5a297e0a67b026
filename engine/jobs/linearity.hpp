// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/api/linearity.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// First the lines of all networks, one a step, then the errors, one batch of one network a step.
class LinearityJob final : public Job {
 public:
  LinearityJob(LinearityRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  LinearityRow rowOf(const std::string& model);
  void addErrors();

  LinearityRequest m_request;
  Workspace& m_workspace;
  LinearityReady m_ready;
  std::shared_ptr<const Dataset> m_data;  ///< null for none
  std::size_t m_row = 0;                  ///< the network whose errors are counted
  int m_next = 0;                         ///< its next picture
  std::vector<int> m_right;               ///< of its pictures, for each ε
};

}  // namespace adv
