// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/latest_question.hpp"

#include <utility>

namespace adv {

LatestQuestion::LatestQuestion(EnginePort& engine, QObject* parent, Lane lane)
    : QObject(parent), m_engine(engine), m_lane(lane) {
  connect(&engine, &EnginePort::eventArrived, this, &LatestQuestion::onEvent);
}

void LatestQuestion::ask(Request request) {
  if (m_ticket != 0) {
    m_next = std::move(request);
  } else {
    submit(std::move(request));
  }
}

void LatestQuestion::submit(Request request) {
  m_timer.start();
  m_ticket = m_engine.submit(m_lane, std::move(request));
}

void LatestQuestion::onEvent(const Event& event) {
  if (event.ticket != m_ticket || m_ticket == 0 || !event.isLast) return;
  m_ticket = 0;
  emit measured(static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
  if (const auto* failure = event.payload.as<Failed>()) {
    if (!m_next) emit failed(failure->error);
  } else if (!event.payload.is<Cancelled>()) {
    emit answered(event.payload);
  }
  if (m_ticket == 0 && m_next) submit(*std::exchange(m_next, std::nullopt));
  if (isSettled()) emit settled();
}

}  // namespace adv
