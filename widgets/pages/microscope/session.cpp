// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/session.hpp"

#include "engine/api/find_by_id.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr int kTopClasses = 5;
/// A preview that takes longer than this gives way to a newer ε.
constexpr qint64 kPatienceMilliseconds = 400;
constexpr int kCurvePointsPerLevel = 2;
constexpr double kMostCurvePoints = 129;

}  // namespace

MicroscopeSession::MicroscopeSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent), m_engine(engine), m_experiment(experiment) {
  connect(&engine, &EnginePort::eventArrived, this, &MicroscopeSession::onEvent);
  connect(&experiment, &ExperimentModel::imageChanged, this, &MicroscopeSession::onSubjectChanged);
  connect(&experiment, &ExperimentModel::modelChanged, this, &MicroscopeSession::onSubjectChanged);
  connect(&experiment, &ExperimentModel::labelChanged, this, &MicroscopeSession::onSubjectChanged);
  connect(&experiment, &ExperimentModel::attackChanged, this, &MicroscopeSession::onAttackChanged);
  connect(&experiment, &ExperimentModel::targetChanged, this, &MicroscopeSession::onAttackChanged);
  connect(&experiment, &ExperimentModel::seedChanged, this, &MicroscopeSession::onAttackChanged);
  connect(&experiment, &ExperimentModel::paramsChanged, this, &MicroscopeSession::onParamsChanged);
  connect(&experiment, &ExperimentModel::stepWanted, this,
          [this](int step) { isSettled() ? m_run.setCurrentIndex(step) : m_run.lookAt(step); });
  connect(&m_run, &RunModel::failed, this, &MicroscopeSession::failed);
}

const AttackInfo* MicroscopeSession::attack() const {
  return findById(m_engine.attacks(), m_experiment.experiment().attack);
}

std::string MicroscopeSession::norm() const {
  const AttackInfo* chosen = attack();
  return chosen ? chosen->normWith(m_experiment.experiment().params) : std::string("L∞");
}

const AttackInfo* MicroscopeSession::curveAttack() const {
  const AttackInfo* chosen = attack();
  if (chosen && chosen->oneStep && !chosen->isControl) return chosen;
  const AttackInfo* found = nullptr;
  const std::string wanted = norm() == "L2" ? "L2" : "L∞";
  for (const AttackInfo& info : m_engine.attacks()) {
    const bool follows = info.oneStep && info.usesGradient && info.targeting == Targeting::Optional;
    if (follows && info.norm == wanted) return &info;
    if (follows && !found) found = &info;
  }
  return found;
}

/// Another norm has another curve.
void MicroscopeSession::onParamsChanged() {
  if (curveAttack() != m_curveAttack) onCurveAsked();
  askForAttack();
}

Subject MicroscopeSession::subject() const {
  const Experiment& experiment = m_experiment.experiment();
  return {experiment.model, experiment.image, experiment.label};
}

AttackRequest MicroscopeSession::attackRequest() const {
  const Experiment& experiment = m_experiment.experiment();
  return {subject(), experiment.attack, experiment.params, experiment.target, experiment.seed, kTopClasses};
}

void MicroscopeSession::refresh() { onSubjectChanged(); }

void MicroscopeSession::onSubjectChanged() {
  m_predictTicket = m_engine.submit(Lane::Load, PredictRequest{subject(), kTopClasses});
  emit busyChanged();
  onAttackChanged();
}

void MicroscopeSession::onAttackChanged() {
  onCurveAsked();
  askForAttack();
}

void MicroscopeSession::onCurveAsked() {
  m_curveIsKnown = false;
  m_curveAttack = curveAttack();
  m_curveTicket = 0;
  if (!m_curveAttack) return;
  const double wanted = 2 * kCurvePointsPerLevel * std::round(m_curveMaximum) + 1;
  const int points = static_cast<int>(std::min(wanted, kMostCurvePoints));
  const AttackInfo* chosen = attack();
  const auto target = chosen && chosen->targeting != Targeting::Never ? m_experiment.experiment().target : std::nullopt;
  m_curveTicket = m_engine.submit(Lane::Load, CurveRequest{subject(), m_curveAttack->id, target, m_curveMaximum, points,
                                                           m_experiment.experiment().seed});
}

void MicroscopeSession::setCurveMaximum(double levels) {
  if (levels == m_curveMaximum) return;
  m_curveMaximum = levels;
  onCurveAsked();
}

void MicroscopeSession::askForAttack() {
  if (m_dragging) {
    m_previewWanted = true;
    if (!m_previewInFlight || m_previewTimer.elapsed() > kPatienceMilliseconds) submitPreview();
    return;
  }
  m_previewWanted = false;
  m_previewTimer.start();
  m_run.follow(m_engine.submit(Lane::Attack, attackRequest()));
  emit busyChanged();
}

void MicroscopeSession::submitPreview() {
  m_previewWanted = false;
  m_previewInFlight = true;
  m_previewTimer.start();
  m_run.follow(m_engine.submit(Lane::Preview, attackRequest()));
  emit busyChanged();
}

void MicroscopeSession::beginDrag() {
  m_dragging = true;
  m_engine.cancelLane(Lane::Attack);
}

void MicroscopeSession::endDrag() {
  if (!m_dragging) return;
  m_dragging = false;
  m_previewInFlight = false;
  askForAttack();
}

void MicroscopeSession::setPaused(bool paused) {
  m_paused = paused;
  m_engine.setPaused(Lane::Attack, paused);
  emit busyChanged();
}

void MicroscopeSession::stepOnce() { m_engine.stepOnce(Lane::Attack); }

void MicroscopeSession::cancel() {
  if (m_paused) setPaused(false);
  m_engine.cancel(m_run.ticket());
}

bool MicroscopeSession::isSettled() const { return m_predictTicket == 0 && m_curveTicket == 0 && !m_run.isRunning(); }

void MicroscopeSession::tellIfSettled() {
  if (isSettled()) emit settled();
}

void MicroscopeSession::onEvent(const Event& event) {
  if (m_run.handle(event)) {
    if (event.isLast) {
      if (event.payload.is<AttackFinished>())
        emit previewMeasured(static_cast<double>(m_previewTimer.nsecsElapsed()) / 1e6);
      m_previewInFlight = false;
      if (m_dragging && m_previewWanted) submitPreview();
    }
  } else if (event.ticket == m_predictTicket && m_predictTicket != 0) {
    if (event.isLast) m_predictTicket = 0;
    if (const auto* predicted = event.payload.as<Predicted>()) {
      m_clean = *predicted;
      emit cleanChanged();
    } else if (const auto* failure = event.payload.as<Failed>()) {
      m_clean.reset();
      emit cleanChanged();
      emit failed(failure->error);
    }
  } else if (event.ticket == m_curveTicket && m_curveTicket != 0) {
    if (event.isLast) m_curveTicket = 0;
    if (const auto* ready = event.payload.as<CurveReady>()) {
      m_curve = *ready;
      emit curveChanged();
    }
  } else {
    return;
  }
  if (event.isLast) {
    emit busyChanged();
    tellIfSettled();
  }
}

}  // namespace adv
