// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/templates.hpp"

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

using namespace std::chrono_literals;

constexpr auto kTrainSlice = 5ms;
constexpr auto kSendEvery = 25ms;
constexpr std::int64_t kWidestGap = 100;  ///< updates between two points
constexpr double kMostEpochs = 10'000.0;

/// Points lie close at the beginning, where everything happens, then ever wider apart.
std::int64_t nextPoint(std::int64_t last) { return last + std::clamp<std::int64_t>(last / 8, 1, kWidestGap); }

}  // namespace

TemplatesJob::TemplatesJob(const TemplatesRequest& request, Workspace& workspace)
    : m_request(request), m_source(request.plan.data, workspace), m_run(workspace.kept<TemplatesRun>()) {
  if (!(request.epochs >= 0.0) || request.epochs > kMostEpochs)
    throw userFailure("The number of epochs is out of range.", "Give 0 to 10000.");
  if (!(request.epsilon >= 0.0) || request.epsilon > 1.0)
    throw userFailure("The ε of the attack is out of range.", "Give 0 to 255/255.");
}

StepOutcome TemplatesJob::step(JobContext& context) {
  const auto begun = Clock::now();
  bool goesOn = true;
  if (m_hasBegun) {
    goesOn = advance();
  } else if (const auto data = m_source.step(context)) {
    begin(data);
  }
  m_run.seconds += std::chrono::duration<double>(Clock::now() - begun).count();
  if (!goesOn) {
    context.finish(ready());
    return StepOutcome::Done;
  }
  if (m_hasBegun && Clock::now() - m_lastSent > kSendEvery) {
    m_lastSent = Clock::now();
    context.send(ready());
  }
  return StepOutcome::More;
}

void TemplatesJob::begin(const std::shared_ptr<const linear::Data>& data) {
  const bool goesOn =
      m_run.trainer && m_run.plan == m_request.plan && m_run.run == m_request.run && m_run.trainer->data() == data;
  if (!goesOn) {
    auto trainer = std::make_unique<linear::Trainer>(data, m_request.plan.start);
    m_run = {m_request.plan, m_request.run, std::move(trainer), {}, m_run.trainer ? 0.0 : m_run.seconds};
  }
  m_run.trainer->setSettings(m_request.settings);
  m_lastUpdate = m_run.trainer->updates() + m_request.mostUpdates;
  m_hasBegun = true;
}

bool TemplatesJob::isTrained() const {
  if (m_request.mostUpdates > 0 && m_run.trainer->updates() >= m_lastUpdate) return true;
  return m_run.trainer->epochs() >= m_request.epochs;
}

bool TemplatesJob::pointIsDue() const {
  const auto& points = m_run.points;
  const std::int64_t updates = m_run.trainer->updates();
  if (points.empty()) return true;
  return updates >= nextPoint(points.back().updates) ||
         (m_run.trainer->epochs() >= m_request.epochs && updates > points.back().updates);
}

bool TemplatesJob::advance() {
  const linear::Rows& rows = m_run.trainer->data()->test;
  if (m_test) {
    m_test->step();
    if (m_test->isDone()) finishPoint();
    return true;
  }
  if (pointIsDue()) {
    m_test = std::make_unique<linear::Evaluation>(m_run.trainer->model(), rows, 0.0);
    return true;
  }
  if (!isTrained()) {
    train();
    return true;
  }
  if (m_request.epsilon <= 0.0) return false;
  if (!m_measure) {
    m_measure = std::make_unique<linear::Evaluation>(m_run.trainer->model(), rows, m_request.epsilon);
    m_check = std::make_unique<FgsmChecker>(m_run.trainer->model(), rows, m_request.epsilon);
  }
  if (!m_measure->isDone())
    m_measure->step();
  else
    m_check->step();
  return !m_check->isDone();
}

void TemplatesJob::train() {
  const auto end = Clock::now() + kTrainSlice;
  while (!isTrained() && !pointIsDue() && Clock::now() < end) m_run.trainer->step();
}

void TemplatesJob::finishPoint() {
  const linear::Measures measures = m_test->result();
  const linear::Tally tally = m_run.trainer->takeTally();
  const double seen = static_cast<double>(std::max<std::int64_t>(1, tally.count));
  TrainingPoint point{m_run.trainer->updates(),
                      m_run.trainer->epochs(),
                      tally.lossSum / seen,
                      static_cast<double>(tally.correct) / seen,
                      measures.loss,
                      measures.accuracy};
  if (tally.count == 0) {
    point.trainLoss = measures.loss;
    point.trainAccuracy = measures.accuracy;
  }
  m_run.points.push_back(point);
  m_test.reset();
}

TemplatesReady TemplatesJob::ready() const {
  const linear::Trainer& trainer = *m_run.trainer;
  TemplatesReady ready;
  ready.plan = m_run.plan;
  ready.settings = trainer.settings();
  ready.run = m_run.run;
  ready.learningRate = trainer.learningRate();
  ready.weights = linear::toWeights(trainer.model());
  ready.trainCount = trainer.data()->train.count();
  ready.testCount = trainer.data()->test.count();
  ready.updates = trainer.updates();
  ready.epochs = trainer.epochs();
  ready.seconds = m_run.seconds;
  ready.points = m_run.points;
  ready.isMeasured = m_check && m_check->isDone();
  if (ready.isMeasured) {
    ready.measures = m_measure->result();
    ready.check = m_check->result();
  }
  return ready;
}

namespace {
const RegisterJob<TemplatesRequest, TemplatesJob> kRegistered;
}  // namespace

}  // namespace adv
