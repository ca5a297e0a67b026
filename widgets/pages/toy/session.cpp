// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/toy/session.hpp"

#include <QUndoStack>

#include "widgets/experiment/edit_command.hpp"

namespace adv {
ToySession::ToySession(EnginePort& engine, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_engine(engine), m_undo(undo) {
  connect(&engine, &EnginePort::eventArrived, this, &ToySession::onEvent);
}

void ToySession::beginEdit() {
  m_before = m_request;
  // The axis stands still under the pointer.
  if (m_ready) m_request.reach = m_ready->request.reach;
}

void ToySession::endEdit(const QString& what) {
  if (!m_before) return;
  ToyRequest after = m_request;
  after.reach = 0.0;
  // Pushing makes the change, from where it began.
  m_request = *std::exchange(m_before, std::nullopt);
  if (after == m_request) return;
  m_undo.push(new EditCommand<ToyRequest>(
      what, this, m_request, after, [this](const ToyRequest& request) { change(request); }, 0));
}

void ToySession::edit(const ToyRequest& request, const QString& what) {
  beginEdit();
  m_request = request;
  endEdit(what);
}

void ToySession::change(const ToyRequest& request) {
  if (request == m_request && m_ready) return;
  m_request = request;
  emit requestChanged();
  ask();
}

void ToySession::ask() { m_ticket = m_engine.submit(Lane::Preview, m_request); }

void ToySession::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket) return;
  if (event.isLast) m_ticket = 0;
  if (const auto* ready = event.payload.as<ToyReady>()) {
    m_ready = *ready;
    emit readyChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  if (event.isLast) emit settled();
}

}  // namespace adv
