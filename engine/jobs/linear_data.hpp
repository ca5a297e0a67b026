// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/linear/data.hpp"

namespace adv {

/// The data of a linear classifier for a job: kept from before, or read in steps that several jobs may share.
class LinearDataSource {
 public:
  LinearDataSource(std::string name, Workspace& workspace) : m_name(std::move(name)), m_workspace(workspace) {}

  /// Reads on, and tells how far; null until all is there. Throws `Failure`.
  std::shared_ptr<const linear::Data> step(JobContext& context);

 private:
  std::string m_name;
  Workspace& m_workspace;
};

}  // namespace adv
