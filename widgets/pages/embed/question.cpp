// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/question.hpp"

#include <utility>

namespace adv {

EmbedQuestion::EmbedQuestion(EnginePort& engine, Lane lane, QObject* parent)
    : QObject(parent), m_engine(engine), m_lane(lane) {
  connect(&engine, &EnginePort::eventArrived, this, &EmbedQuestion::onEvent);
}

void EmbedQuestion::ask(Request request) {
  cancel();
  m_ticket = m_engine.submit(m_lane, std::move(request));
}

void EmbedQuestion::cancel() {
  if (m_ticket == 0) return;
  m_engine.cancel(std::exchange(m_ticket, 0));
  emit ended();
}

void EmbedQuestion::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket) return;
  const Ticket asked = m_ticket;
  if (event.isLast) m_ticket = 0;
  if (const auto* progress = event.payload.as<Progress>()) {
    emit progressed(*progress);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  } else if (!event.payload.is<Cancelled>()) {
    emit heard(event.payload);
  }
  // Whoever heard it may have asked again.
  if (event.isLast && (m_ticket == 0 || m_ticket == asked)) emit ended();
}

}  // namespace adv
