// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Turns a request into steps. The workspace outlives the job.
std::unique_ptr<Job> makeJob(const Request& request, Workspace& workspace);

/// Requests of the same channel replace one another within a lane; others take turns.
std::string channelOf(const Request& request);

}  // namespace adv
