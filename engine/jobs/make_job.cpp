// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/make_job.hpp"

#include <map>
#include <stdexcept>
#include <utility>

namespace adv {
namespace {

using Kinds = std::map<std::type_index, JobKind>;

/// Inside a function, so that it exists before the first registrar runs.
Kinds& kinds() {
  static Kinds known;
  return known;
}

const JobKind& kindOf(const Request& request) {
  const auto found = kinds().find(request.kind());
  if (found != kinds().end()) return found->second;
  throw std::logic_error(std::string("no job is registered for ") + request.kind().name());
}

}  // namespace

void registerJob(std::type_index request, JobKind kind) { kinds().emplace(request, std::move(kind)); }

std::unique_ptr<Job> makeJob(const Request& request, Workspace& workspace) {
  return kindOf(request).make(request, workspace);
}

std::string channelOf(const Request& request) { return request.kind().name() + kindOf(request).channel(request); }

}  // namespace adv
