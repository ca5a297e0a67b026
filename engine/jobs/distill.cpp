// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/distill.hpp"

#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/sources.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/tensor/device.hpp"
#include "engine/training/distilled_accuracies.hpp"

namespace adv {
namespace {

/// The picture of a sample; a copy without one where the data is not there.
std::shared_ptr<const DistillationNetwork> withPicture(const DistillationNetwork& network, const Dataset* data) {
  auto shown = std::make_shared<DistillationNetwork>(network);
  DistillationSample& sample = shown->sample;
  if (data && sample.index >= 0 && sample.index < data->count()) {
    sample.picture = std::make_shared<Image>(data->image(sample.index));
    sample.labels = data->labels();
  }
  return shown;
}

}  // namespace

DistillJob::DistillJob(DistillRequest request, Workspace& workspace)
    : m_request(std::move(request)), m_workspace(workspace), m_start(std::chrono::steady_clock::now()) {}

StepOutcome DistillJob::step(JobContext& context) {
  if (m_runs.empty()) {
    begin();
    return StepOutcome::More;
  }
  if (m_current < m_runs.size() && m_runs[m_current]->isDone()) {
    note();
    ++m_current;
  } else if (m_current < m_runs.size()) {
    if (!m_pictures) openPictures();
    m_runs[m_current]->step(*m_pictures);
    synchronise(m_workspace.device());
    if (m_runs[m_current]->takeChange()) note();
  }
  if (m_current == m_runs.size()) {
    if (m_pictures) noteAccuracies(m_request.folder, m_networks);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    context.finish(Distilled{m_request.folder, m_networks, seconds});
    return StepOutcome::Done;
  }
  const DistillationState now = state();
  context.send(Progress{whatText(), epochsDone() / m_epochs, now.secondsLeft});
  context.send(now);
  return StepOutcome::More;
}

void DistillJob::begin() {
  checkRequest(m_request);
  for (const auto& temperature : m_request.temperatures) {
    for (int seed = 1; seed <= m_request.seeds; ++seed) {
      m_runs.push_back(std::make_unique<DistillationRun>(
          DistillationSetup{m_request, temperature, static_cast<std::uint64_t>(seed), m_workspace.device()},
          distillationRecipe(m_request)));
      m_epochs += m_runs.back()->epochs();
      m_networks.push_back(withPicture(m_runs.back()->network(), nullptr));
    }
  }
  m_epochsBefore = epochsDone();
}

void DistillJob::openPictures() {
  const DistillationRecipe& recipe = m_runs[m_current]->recipe();
  m_pictures = std::make_unique<LabelledPictures>(sliceOf(m_workspace.dataset(recipe.trainData), 0, recipe.pictures),
                                                  m_workspace.dataset(recipe.base.testData));
}

/// Keeps what the present network has come to.
void DistillJob::note() {
  m_networks[m_current] = withPicture(m_runs[m_current]->network(), m_pictures ? &m_pictures->data() : nullptr);
}

double DistillJob::epochsDone() const {
  double done = 0.0;
  for (const auto& run : m_runs) done += run->epochsDone();
  return done;
}

DistillationState DistillJob::state() const {
  DistillationState state{m_request, m_networks, static_cast<int>(m_current)};
  const DistillationRun& run = *m_runs[m_current];
  state.done = m_pictures ? run.stageDone(*m_pictures) : 0.0;
  state.recentLoss = run.recentLoss();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  const double gained = epochsDone() - m_epochsBefore;
  if (gained > 0.0) state.secondsLeft = seconds * (m_epochs - epochsDone()) / gained;
  return state;
}

std::string DistillJob::whatText() const {
  const DistillationNetwork& network = m_runs[m_current]->network();
  std::string text = network.id;
  switch (network.stage) {
    case DistillationStage::Data: text += ": pictures"; break;
    case DistillationStage::Teacher: text += ": first network"; break;
    case DistillationStage::SoftLabels: text += ": its probabilities"; break;
    case DistillationStage::Student: text += network.temperature ? ": distilled network" : ": network"; break;
    case DistillationStage::Deployed: break;
  }
  return text + " (" + std::to_string(m_current + 1) + " of " + std::to_string(m_runs.size()) + ")";
}

namespace {
const RegisterJob<DistillRequest, DistillJob> kRegistered;
}  // namespace

}  // namespace adv
