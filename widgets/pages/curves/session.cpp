// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/curves/session.hpp"

namespace adv {

RobustnessRequest exampleCurves() {
  RobustnessRequest request;
  request.models = {"signs"};
  request.data = "signs-test:0-64";
  request.attacks = {{"fgsm", {}}, {"bim", {}}, {"noise", {}}};
  for (const int levels : {0, 1, 2, 4, 8, 12, 16, 24, 32}) request.values.push_back(levels / 255.0);
  request.batch = 16;
  return request;
}

CurvesSession::CurvesSession(EnginePort& engine, QObject* parent)
    : QObject(parent), m_engine(engine), m_request(exampleCurves()) {
  connect(&engine, &EnginePort::eventArrived, this, &CurvesSession::onEvent);
}

void CurvesSession::show() {
  if (!m_hasBegun) ask(false);
}

void CurvesSession::setRequest(const RobustnessRequest& request) {
  if (request == m_request) return;
  m_request = request;
  if (m_hasBegun) ask(false);
}

void CurvesSession::setPaused(bool paused) {
  if (!paused) {
    if (!isRunning()) ask(false);
    return;
  }
  if (!isRunning()) return;
  m_isPaused = true;
  m_engine.cancel(m_ticket);
}

void CurvesSession::startAfresh() { ask(true); }

void CurvesSession::ask(bool afresh) {
  m_hasBegun = true;
  m_isPaused = false;
  RobustnessRequest request = m_request;
  request.startAfresh = afresh;
  m_ticket = m_engine.submit(Lane::Batch, request);
  emit stateChanged();
}

void CurvesSession::onEvent(const Event& event) {
  if (event.ticket != m_ticket || m_ticket == 0) return;
  if (const auto* ready = event.payload.as<RobustnessReady>()) {
    m_ready = *ready;
    emit readyChanged();
  }
  if (const auto* progress = event.payload.as<Progress>()) emit progressed(*progress);
  if (event.isLast) m_ticket = 0;
  if (const auto* failure = event.payload.as<Failed>()) {
    m_ready.reset();
    emit readyChanged();
    emit failed(failure->error);
  }
  if (!event.isLast) return;
  emit stateChanged();
  emit settled();
}

}  // namespace adv
