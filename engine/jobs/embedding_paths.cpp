// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_paths.hpp"

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

/// What the workspace keeps.
struct LastTrace {
  std::shared_ptr<PathTrace> trace;
};

}  // namespace

StepOutcome EmbeddingPathsJob::step(JobContext& context) {
  if (!m_trace) {
    begin();
    return StepOutcome::More;
  }
  if (!m_isPlacing) {
    m_trace->step();
    context.send(Progress{"Following the attack", m_trace->done(), -1.0});
    m_isPlacing = m_trace->isDone() || m_tell.isDue();
    return StepOutcome::More;
  }
  if (m_trace->placeSome()) return StepOutcome::More;
  m_isPlacing = false;
  if (m_trace->isDone()) {
    context.finish(known());
    return StepOutcome::Done;
  }
  if (!m_trace->isEmpty()) context.send(known());
  return StepOutcome::More;
}

void EmbeddingPathsJob::begin() {
  const std::shared_ptr<EmbeddingState>& map = m_workspace.embedding();
  if (!map || !map->run->hasMap()) throw userFailure("There is no map yet.", "Let one be worked out first.");
  std::shared_ptr<PathTrace>& last = m_workspace.kept<LastTrace>().trace;
  if (!last || !last->answers(m_request, map)) last = std::make_shared<PathTrace>(m_request, map, m_workspace);
  m_trace = last;
  m_trace->takeMap();
}

EmbeddingPathsReady EmbeddingPathsJob::known() const {
  EmbeddingPathsReady ready = m_trace->known();
  ready.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  return ready;
}

namespace {
const RegisterJob<EmbeddingPathsRequest, EmbeddingPathsJob> kRegistered;
}  // namespace

}  // namespace adv
