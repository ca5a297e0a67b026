// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embed.hpp"

#include <algorithm>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The newer request goes on where the older one is.
bool continues(const EmbedRequest& newer, const EmbedRequest& older) {
  return newer.source == older.source && newer.run == older.run && newer.settings.method == older.settings.method &&
         newer.settings.start == older.settings.start && newer.settings.seed == older.settings.seed;
}

}  // namespace

EmbedJob::EmbedJob(EmbedRequest request, Workspace& workspace)
    : m_request(std::move(request)), m_workspace(workspace), m_start(std::chrono::steady_clock::now()) {
  const auto& known = workspace.embedding();
  if (known && continues(m_request, known->request)) {
    m_state = known;
    takeOver();
  } else {
    m_features = std::make_unique<EmbeddingFeatures>(m_request.source, workspace);
  }
}

void EmbedJob::takeOver() {
  m_state->run->setSettings(m_request.settings);
  m_state->run->shake(m_request.shake, m_request.settings.seed);
  m_state->request = m_request;
  m_firstIteration = m_state->run->iterations();
  m_optimiseBefore = m_state->run->seconds().optimise;
}

void EmbedJob::begin() {
  auto state = std::make_shared<EmbeddingState>();
  const EmbeddingSettings& settings = m_request.settings;
  state->run = std::make_unique<EmbeddingRun>(m_features->features(), m_request.source.pca, settings.method,
                                              settings.start, settings.seed);
  const auto items = m_features->items();
  items->dimensions = state->run->dimensions();
  items->reduced = state->run->reduced();
  state->items = items;
  state->run->addFeatureSeconds(secondsSince(m_start));
  m_features.reset();
  m_state = std::move(state);
  takeOver();
  m_workspace.embedding() = m_state;
}

StepOutcome EmbedJob::readFeatures(JobContext& context) {
  if (m_features->isDone()) {
    begin();
  } else {
    m_features->step();
    context.send(Progress{m_features->doingText(), m_features->done(), -1.0});
  }
  return StepOutcome::More;
}

bool EmbedJob::hasArrived() const {
  const int iterations = m_state->run->iterations();
  const bool hasMade = m_request.mostIterations > 0 && iterations - m_firstIteration >= m_request.mostIterations;
  return m_state->run->isOptimising() && (hasMade || iterations >= m_request.settings.iterations);
}

StepOutcome EmbedJob::step(JobContext& context) {
  if (m_features) return readFeatures(context);
  EmbeddingRun& run = *m_state->run;
  if (m_judge || hasArrived()) return judge(context);
  const bool completed = run.step();
  if (!run.isOptimising()) {
    context.send(Progress{run.phaseText(), run.phaseDone(), -1.0});
    return StepOutcome::More;
  }
  if (!completed) return StepOutcome::More;
  const EmbeddingReady now = ready();
  const double left = m_request.settings.iterations - now.iteration;
  context.send(Progress{run.phaseText(),
                        static_cast<double>(now.iteration) / std::max(1, m_request.settings.iterations),
                        now.iterationsPerSecond > 0.0 ? left / now.iterationsPerSecond : -1.0});
  context.send(now);
  return StepOutcome::More;
}

StepOutcome EmbedJob::judge(JobContext& context) {
  const bool isWanted = m_request.measure && m_state->run->iterations() > 0;
  if (isWanted && !m_judge) m_judge = std::make_unique<EmbeddingJudge>(*m_state->run, *m_state->items);
  if (isWanted && m_judge->step()) {
    context.send(Progress{"Judging the map", 1.0, -1.0});
    return StepOutcome::More;
  }
  EmbeddingReady last = ready();
  if (m_judge) last.quality = m_judge->quality();
  context.finish(std::move(last));
  return StepOutcome::Done;
}

EmbeddingReady EmbedJob::ready() const {
  const EmbeddingRun& run = *m_state->run;
  EmbeddingReady ready;
  ready.request = m_request;
  ready.items = m_state->items;
  ready.places = run.places();
  ready.method = run.methodText();
  ready.neighbours = run.neighboursEach();
  ready.iteration = run.iterations();
  ready.divergences = run.divergences();
  ready.seconds = run.seconds();
  const double spent = ready.seconds.optimise - m_optimiseBefore;
  if (spent > 0.0) ready.iterationsPerSecond = (ready.iteration - m_firstIteration) / spent;
  return ready;
}

namespace {
const RegisterJob<EmbedRequest, EmbedJob> kRegistered;
}  // namespace

}  // namespace adv
