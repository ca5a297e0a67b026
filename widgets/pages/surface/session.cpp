// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/surface/session.hpp"

#include "engine/api/find_by_id.hpp"

#include <algorithm>

namespace adv {
namespace {

/// A point that takes longer than this gives way to a newer one.
constexpr qint64 kPatienceMilliseconds = 400;

}  // namespace

SurfaceSession::SurfaceSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent), m_engine(engine), m_experiment(experiment) {
  connect(&engine, &EnginePort::eventArrived, this, &SurfaceSession::onEvent);
  connect(&experiment, &ExperimentModel::changed, this, &SurfaceSession::onExperiment);
}

void SurfaceSession::setShown(bool shown) {
  m_shown = shown;
  if (shown && m_outdated) ask();
}

void SurfaceSession::refresh() { onExperiment(); }

void SurfaceSession::onExperiment() {
  m_placeIsChosen = false;
  m_outdated = true;
  if (m_shown) ask();
}

void SurfaceSession::setSecond(const SecondDirection& second) {
  if (second == m_second) return;
  m_second = second;
  onExperiment();
}

void SurfaceSession::setClip(bool clip) {
  m_request.plane.clip = clip;
  m_outdated = true;
  if (m_shown) ask();
}

void SurfaceSession::setPoints(int points) {
  m_request.points = points;
  m_outdated = true;
  if (m_shown) ask();
}

void SurfaceSession::setExtent(double extent) {
  m_request.extent = extent;
  m_outdated = true;
  if (m_shown) ask();
}

/// The other attack goes as far as the experiment's, where both measure ε alike.
AttackDirection SurfaceSession::fittingParams(const AttackDirection& second) const {
  AttackDirection fitted = second;
  const AttackInfo* other = findById(m_engine.attacks(), second.attack);
  const AttackInfo* own = m_experiment.attack();
  if (!other || !own || !own->param("epsilon") || !other->param("epsilon")) return fitted;
  if (own->normWith(m_experiment.experiment().params) == other->normWith(fitted.params))
    fitted.params["epsilon"] = m_experiment.param("epsilon");
  return fitted;
}

void SurfaceSession::ask() {
  const Experiment& experiment = m_experiment.experiment();
  SurfacePlane& plane = m_request.plane;
  plane.subject = {experiment.model, experiment.image, experiment.label};
  plane.attack = experiment.attack;
  plane.params = experiment.params;
  plane.target = experiment.target;
  plane.seed = experiment.seed;
  const auto* attack = std::get_if<AttackDirection>(&m_second);
  plane.second = attack ? SecondDirection(fittingParams(*attack)) : m_second;
  m_outdated = false;
  m_awaitsFirst = true;
  m_surfaceTicket = m_engine.submit(Lane::Batch, m_request);
  emit busyChanged();
}

void SurfaceSession::cancel() {
  if (m_surfaceTicket != 0) m_engine.cancel(m_surfaceTicket);
}

void SurfaceSession::moveTo(const SurfacePoint& place) {
  m_place = place;
  m_placeIsChosen = true;
  emit placeChanged();
  m_pointWanted = true;
  if (m_pointTicket == 0 || m_pointTimer.elapsed() > kPatienceMilliseconds) askForPoint();
}

void SurfaceSession::askForPoint() {
  m_pointWanted = false;
  m_pointTimer.start();
  m_pointTicket = m_engine.submit(Lane::Preview, SurfacePointRequest{m_request.plane, m_place.along, m_place.across});
  emit busyChanged();
}

void SurfaceSession::onEvent(const Event& event) {
  if (event.ticket == m_surfaceTicket && m_surfaceTicket != 0) {
    onSurface(event);
  } else if (event.ticket == m_pointTicket && m_pointTicket != 0) {
    onPoint(event);
  } else {
    return;
  }
  if (!event.isLast) return;
  emit busyChanged();
  if (isSettled()) emit settled();
}

void SurfaceSession::onSurface(const Event& event) {
  if (event.isLast) m_surfaceTicket = 0;
  if (const auto* ready = event.payload.as<SurfaceReady>()) {
    m_surface = *ready;
    emit surfaceChanged();
    if (!m_awaitsFirst) return;
    m_awaitsFirst = false;
    if (!m_placeIsChosen) m_place = ready->adversarial;
    emit placeChanged();
    askForPoint();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_surface.reset();
    m_point.reset();
    emit surfaceChanged();
    emit pointChanged();
    emit failed(failure->error);
  }
}

void SurfaceSession::onPoint(const Event& event) {
  if (event.isLast) m_pointTicket = 0;
  if (const auto* predicted = event.payload.as<Predicted>()) {
    m_point = *predicted;
    emit pointChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  if (event.isLast && m_pointWanted) askForPoint();
}

}  // namespace adv
