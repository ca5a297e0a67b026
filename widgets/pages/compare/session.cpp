// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/session.hpp"

#include "engine/api/find_by_id.hpp"
#include "widgets/experiment/comparison.hpp"

namespace adv {
namespace {

constexpr int kPoints = 17;

bool samePicture(const Predicted& a, const Predicted& b) {
  return a.imageSha256 == b.imageSha256 && a.model.weightsSha256 == b.model.weightsSha256 && a.label == b.label;
}

}  // namespace

CompareSession::CompareSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_experiment(experiment),
      m_attacks(lectureAttacks()),
      m_epsilon(kLectureLevels / 255.0) {
  connect(&engine, &EnginePort::eventArrived, this, &CompareSession::onEvent);
  connect(&experiment, &ExperimentModel::changed, this, &CompareSession::onExperimentChanged);
}

/// The experiment's attack and its parameters are the Microscope's: this page has its own.
void CompareSession::onExperimentChanged() {
  const Experiment& now = m_experiment.experiment();
  const Subject subject{now.model, now.image, now.label};
  if (subject == m_request.subject && now.target == m_request.target && now.seed == m_request.seed) return;
  invalidate();
}

void CompareSession::invalidate() {
  m_isStale = m_sweepIsStale = true;
  if (m_isShown) ask();
}

void CompareSession::show() {
  m_isShown = true;
  if (m_isStale) ask();
}

void CompareSession::ask() {
  const Experiment& now = m_experiment.experiment();
  m_request.subject = {now.model, now.image, now.label};
  m_request.target = now.target;
  m_request.seed = now.seed;
  m_request.attacks = choicesAt(m_attacks, m_engine.attacks(), m_epsilon);
  m_isStale = m_isWanted = false;
  m_ticket = m_engine.submit(Lane::Batch, m_request);
  emit busyChanged();
}

void CompareSession::askSweep() {
  m_sweepIsStale = false;
  SweepRequest request{m_request.subject, {}, m_request.target, m_reach, kPoints, m_request.seed};
  for (const AttackChoice& choice : m_request.attacks) {
    if (sharesEpsilon(*findById(m_engine.attacks(), choice.attack))) request.attacks.push_back(choice);
  }
  m_sweepTicket = m_engine.submit(Lane::Batch, request);
  emit busyChanged();
}

void CompareSession::setAttacks(const std::vector<std::string>& attacks) {
  if (attacks == m_attacks) return;
  m_attacks = attacks;
  emit attacksChanged();
  invalidate();
}

void CompareSession::setEpsilon(double epsilon) {
  if (epsilon == m_epsilon) return;
  m_epsilon = epsilon;
  emit epsilonChanged();
  m_isWanted = true;
  if (m_isDragging && m_ticket != 0) return;
  m_isStale = true;
  if (m_isShown) ask();
}

void CompareSession::setReach(double levels) {
  if (levels == m_reach) return;
  m_reach = levels;
  m_sweepIsStale = true;
  if (m_isShown && m_ticket == 0 && m_ready) askSweep();
}

void CompareSession::endDrag() {
  if (!m_isDragging) return;
  m_isDragging = false;
  if (m_isWanted) ask();
}

void CompareSession::cancel() {
  m_isStale = m_sweepIsStale = m_isWanted = false;
  for (const Ticket ticket : {m_ticket, m_sweepTicket}) {
    if (ticket != 0) m_engine.cancel(ticket);
  }
}

void CompareSession::reset() {
  m_attacks = lectureAttacks();
  m_epsilon = kLectureLevels / 255.0;
  emit attacksChanged();
  emit epsilonChanged();
  invalidate();
}

void CompareSession::take(const CompareReady& newer) {
  const std::optional<CompareReady> before = std::exchange(m_ready, newer);
  if (before && samePicture(before->clean, newer.clean)) {
    for (ComparedAttack& row : m_ready->attacks) {
      if (row.finished || row.failure) continue;
      for (const ComparedAttack& old : before->attacks) {
        if (old.choice.attack == row.choice.attack && old.finished) row = old;
      }
    }
  }
  emit readyChanged();
}

void CompareSession::onEvent(const Event& event) {
  const bool isSweep = event.ticket == m_sweepTicket && m_sweepTicket != 0;
  if (!isSweep && (event.ticket != m_ticket || m_ticket == 0)) return;
  if (const auto* compared = event.payload.as<CompareReady>()) take(*compared);
  if (const auto* swept = event.payload.as<SweepReady>()) {
    m_sweep = *swept;
    emit sweepChanged();
  }
  if (const auto* progress = event.payload.as<Progress>()) emit progressed(*progress, isSweep);
  if (const auto* failure = event.payload.as<Failed>()) {
    if (!isSweep) m_ready.reset();
    m_sweep.reset();
    m_sweepIsStale = false;
    emit sweepChanged();
    emit failed(failure->error);
  }
  if (event.isLast) onEnded(isSweep);
}

void CompareSession::onEnded(bool isSweep) {
  (isSweep ? m_sweepTicket : m_ticket) = 0;
  if (!isSweep && m_isDragging && m_isWanted) ask();
  if (!isSweep && m_ticket == 0 && m_sweepIsStale && m_ready) askSweep();
  emit busyChanged();
  if (isSettled()) emit settled();
}

}  // namespace adv
