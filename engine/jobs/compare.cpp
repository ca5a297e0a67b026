// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/compare.hpp"

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"

namespace adv {

StepOutcome CompareJob::step(JobContext& context) {
  if (!m_hasBegun) {
    begin();
    context.send(m_ready);
    return StepOutcome::More;
  }
  if (m_current == m_ready.attacks.size()) {
    context.finish(std::move(m_ready));
    return StepOutcome::Done;
  }
  if (stepAttack()) context.send(m_ready);
  tellProgress(context);
  return StepOutcome::More;
}

void CompareJob::begin() {
  const ClassifierPtr model = m_workspace.classifier(m_request.subject.model);
  checkTarget(m_request.target, *model);
  for (const AttackChoice& choice : m_request.attacks) {
    checkParams(findAttack(choice.attack).info().params, choice.params);
    m_ready.attacks.push_back({choice, {}, {}});
  }
  m_ready.clean = m_workspace.predictClean(m_request.subject, m_request.top);
  m_start = std::chrono::steady_clock::now();
  m_hasBegun = true;
}

/// True where the current attack has ended.
bool CompareJob::stepAttack() {
  ComparedAttack& row = m_ready.attacks[m_current];
  if (!m_run) m_run = std::make_unique<AttackJob>(requestOf(row.choice), m_workspace);
  try {
    JobContext listener([this](const Payload& payload, bool) { hear(payload); });
    if (m_run->step(listener) == StepOutcome::More) return false;
  } catch (const Failure& failure) {
    row.failure = failure.error();
  }
  m_run.reset();
  m_share = 0.0;
  ++m_current;
  return true;
}

void CompareJob::hear(const Payload& payload) {
  if (const auto* progressed = payload.as<AttackProgressed>()) {
    const int step = progressed->frames.empty() ? 0 : progressed->frames.back()->step;
    m_share = static_cast<double>(step) / std::max(1, progressed->stepsPlanned);
  } else if (const auto* finished = payload.as<AttackFinished>()) {
    m_ready.attacks[m_current].finished = *finished;
  }
}

AttackRequest CompareJob::requestOf(const AttackChoice& choice) const {
  const bool canAim = findAttack(choice.attack).info().targeting != Targeting::Never;
  return {m_request.subject, choice.attack, choice.params, canAim ? m_request.target : std::nullopt,
          m_request.seed,    m_request.top};
}

void CompareJob::tellProgress(JobContext& context) const {
  const std::size_t count = m_ready.attacks.size();
  const double done = (static_cast<double>(m_current) + m_share) / static_cast<double>(count);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  const std::string what = m_current < count ? findAttack(m_ready.attacks[m_current].choice.attack).info().title : "";
  context.send(Progress{"Running " + what, done, done > 0.0 ? seconds * (1.0 - done) / done : -1.0});
}

namespace {
const RegisterJob<CompareRequest, CompareJob> kRegistered;
}  // namespace

}  // namespace adv
