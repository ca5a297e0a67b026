// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/filters.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Filters a picture, or typed numbers.
class ConvolutionJob : public Job {
 public:
  ConvolutionJob(ConvolutionRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  ConvolutionRequest m_request;
  Workspace& m_workspace;
};

/// What adds up to one pixel of it.
class WindowJob : public Job {
 public:
  WindowJob(WindowRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  WindowRequest m_request;
  Workspace& m_workspace;
};

/// Pools a picture, or typed numbers, again and again.
class PoolingJob : public Job {
 public:
  PoolingJob(PoolingRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  PoolingRequest m_request;
  Workspace& m_workspace;
};

}  // namespace adv
