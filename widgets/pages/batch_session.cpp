// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/batch_session.hpp"

#include "engine/api/find_by_id.hpp"

namespace adv {

BatchSession::BatchSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent), m_engine(engine), m_experiment(experiment) {
  connect(&engine, &EnginePort::eventArrived, this, &BatchSession::onEvent);
  for (const auto change : {&ExperimentModel::modelChanged, &ExperimentModel::attackChanged,
                            &ExperimentModel::paramsChanged, &ExperimentModel::seedChanged})
    connect(&experiment, change, this, &BatchSession::onExperiment);
}

ModelInfo BatchSession::model() const {
  const ModelInfo* known = findById(m_engine.models(), m_experiment.experiment().model);
  return known ? *known : ModelInfo();
}

void BatchSession::setShown(bool shown) {
  m_isShown = shown;
  if (shown && m_isStale) askAgain();
}

void BatchSession::onExperiment() {
  m_isStale = true;
  if (m_isShown && !m_isDragging) askAgain();
}

void BatchSession::endDrag() {
  m_isDragging = false;
  if (m_isShown && m_isStale) askAgain();
}

void BatchSession::askAgain() {
  m_isStale = false;
  m_ticket = m_engine.submit(Lane::Batch, request());
  emit busyChanged();
}

void BatchSession::cancel() {
  if (m_ticket != 0) m_engine.cancel(m_ticket);
}

void BatchSession::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket) return;
  if (event.isLast) m_ticket = 0;
  if (const auto* progress = event.payload.as<Progress>()) {
    emit progressed(*progress);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    clear();
    emit reportChanged();
    emit failed(failure->error);
  } else if (take(event.payload)) {
    emit reportChanged();
  }
  if (!event.isLast) return;
  emit busyChanged();
  emit settled();
}

}  // namespace adv
