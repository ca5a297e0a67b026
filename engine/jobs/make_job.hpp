// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <typeindex>

#include "engine/api/message.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Turns a request into steps. The workspace outlives the job. Throws `std::logic_error` where no job is registered for
/// a request of this kind.
std::unique_ptr<Job> makeJob(const Request& request, Workspace& workspace);

/// Requests of the same channel replace one another within a lane; others take turns. Each kind of request is a channel
/// of its own.
std::string channelOf(const Request& request);

/// What the engine has to know of a kind of request.
struct JobKind {
  std::function<std::unique_ptr<Job>(const Request& request, Workspace& workspace)> make;
  std::function<std::string(const Request& request)> channel;  ///< which of the kind's channels
};

void registerJob(std::type_index request, JobKind kind);

/// Put one at namespace scope in each job's file: `TheJob` is made from `TheRequest` and the workspace.
template <class TheRequest, class TheJob>
struct RegisterJob {
  using ChannelOf = std::string (*)(const TheRequest& request);

  /// `channel` tells apart requests of the kind that do not replace one another.
  explicit RegisterJob(ChannelOf channel = [](const TheRequest&) { return std::string(); }) {
    registerJob(typeid(TheRequest), {[](const Request& request, Workspace& workspace) -> std::unique_ptr<Job> {
                                       return std::make_unique<TheJob>(request.get<TheRequest>(), workspace);
                                     },
                                     [channel](const Request& request) { return channel(request.get<TheRequest>()); }});
  }
};

}  // namespace adv
