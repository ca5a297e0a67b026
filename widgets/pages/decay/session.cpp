// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/decay/session.hpp"

#include <QUndoStack>

#include "widgets/experiment/edit_command.hpp"

namespace adv {

DecaySession::DecaySession(EnginePort& engine, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_engine(engine), m_undo(undo) {
  connect(&engine, &EnginePort::eventArrived, this, &DecaySession::onEvent);
}

void DecaySession::setShown(bool shown) {
  m_isShown = shown;
  if (shown && m_isStale) ask();
}

void DecaySession::edit(const DecayRequest& request, const QString& what) {
  if (request == m_request) return;
  m_undo.push(new EditCommand<DecayRequest>(
      what, this, m_request, request, [this](const DecayRequest& state) { put(state); }, 0));
}

void DecaySession::put(const DecayRequest& request) {
  m_request = request;
  m_isStale = true;
  emit requestChanged();
  if (m_isShown) ask();
}

void DecaySession::ask() {
  m_isStale = false;
  m_ticket = m_engine.submit(Lane::Training, m_request);
  emit busyChanged();
}

void DecaySession::cancel() {
  if (m_ticket != 0) m_engine.cancel(m_ticket);
}

void DecaySession::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket) return;
  if (event.isLast) m_ticket = 0;
  if (const auto* ready = event.payload.as<DecayReady>()) {
    m_ready = *ready;
    emit readyChanged();
  } else if (const auto* progress = event.payload.as<Progress>()) {
    emit progressed(*progress);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  if (!event.isLast) return;
  emit busyChanged();
  emit settled();
}

}  // namespace adv
