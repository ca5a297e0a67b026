// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "engine/api/layers.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Lists the layers of a network.
class NetworkJob : public Job {
 public:
  NetworkJob(NetworkRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  NetworkRequest m_request;
  Workspace& m_workspace;
};

/// One forward pass of one picture or two, and the channels of one layer from it.
class FeatureMapsJob : public Job {
 public:
  FeatureMapsJob(FeatureMapsRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  at::Tensor pictures(const Classifier& model) const;
  FeatureMapsReady look() const;

  FeatureMapsRequest m_request;
  Workspace& m_workspace;
  bool m_isLoaded = false;
};

}  // namespace adv
