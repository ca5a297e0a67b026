// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/session.hpp"

#include <algorithm>

#include "widgets/experiment/edit_command.hpp"

namespace adv {
namespace {

/// Iterations that a map goes on for, where it had come to its end.
constexpr int kFurther = 250;
/// Of the map's spread.
constexpr double kShake = 0.2;

}  // namespace

EmbedSession::EmbedSession(EnginePort& engine, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_engine(engine), m_undo(undo), m_goal(m_setup.settings.iterations) {
  connect(&engine, &EnginePort::eventArrived, this, &EmbedSession::onEvent);
}

EmbeddingPlacesPtr EmbedSession::places() const {
  if (looksBack()) return m_viewed.places;
  return m_ready ? m_ready->places : nullptr;
}

int EmbedSession::iteration() const {
  if (looksBack()) return m_viewed.iteration;
  return m_ready ? m_ready->iteration : 0;
}

void EmbedSession::setShown(bool shown) {
  m_shown = shown;
  if (!shown) {
    if (!isRunning() || m_goesOnHidden) return;
    m_pausedByHiding = true;
    m_engine.cancel(m_ticket);
  } else if (m_outdated) {
    begin();
  } else if (std::exchange(m_pausedByHiding, false)) {
    ask();
  }
}

void EmbedSession::edit(const EmbedSetup& setup, const QString& what) {
  if (setup == m_setup) return;
  m_undo.push(new EditCommand<EmbedSetup>(
      what, this, m_setup, setup, [this](const EmbedSetup& state) { setSetup(state); }, m_gesture));
}

void EmbedSession::setSetup(const EmbedSetup& setup) {
  if (setup == m_setup) return;
  const EmbedSetup before = std::exchange(m_setup, setup);
  emit setupChanged();
  if (beginsAnew(setup, before)) {
    m_outdated = true;
    if (m_shown) begin();
    return;
  }
  if (setup.settings.iterations != before.settings.iterations) m_goal = setup.settings.iterations;
  if (m_pausedByUser || m_pausedByHiding || m_outdated) {
    emit stateChanged();
  } else if (isRunning() && m_awaitsFirst) {
    m_changed = true;
  } else {
    // A map that had stopped shows what the change does; another number of iterations says itself how far.
    goOn(setup.settings.iterations == before.settings.iterations ? kFurther : 0);
  }
}

void EmbedSession::begin() {
  m_outdated = m_pausedByUser = m_pausedByHiding = false;
  m_ready.reset();
  m_recorder.clear();
  m_viewed = {};
  m_goal = m_setup.settings.iterations;
  emit itemsChanged();
  emit placesChanged();
  ask();
}

void EmbedSession::goOn(int further) {
  if (m_ready && isFinished()) m_goal = m_ready->iteration + further;
  ask();
}

void EmbedSession::ask(int mostIterations, double shake) {
  EmbedRequest request{m_setup.source, m_setup.settings, m_setup.run, mostIterations, shake, mostIterations == 0};
  request.settings.iterations = m_goal;
  m_awaitsFirst = true;
  m_changed = false;
  m_isStep = mostIterations > 0;
  m_ticket = m_engine.submit(Lane::Embedding, request);
  emit stateChanged();
}

void EmbedSession::play() {
  m_pausedByUser = m_pausedByHiding = false;
  lookAtNewest();
  if (m_outdated) return begin();
  goOn(kFurther);
}

void EmbedSession::pause() {
  m_pausedByUser = true;
  if (isRunning()) m_engine.cancel(m_ticket);
  emit stateChanged();
}

void EmbedSession::step() {
  if (!m_ready || m_outdated) return;
  m_pausedByUser = true;
  lookAtNewest();
  m_goal = std::max(m_goal, m_ready->iteration + 1);
  ask(1);
}

void EmbedSession::restart() {
  ++m_setup.run;
  emit setupChanged();
  begin();
}

void EmbedSession::reheat() {
  if (!m_ready || m_outdated) return;
  m_pausedByUser = m_pausedByHiding = false;
  lookAtNewest();
  m_goal = std::max(m_goal, m_ready->iteration + kFurther);
  ask(0, kShake);
}

void EmbedSession::look(int iteration) {
  const bool isNewest = !m_ready || iteration >= m_ready->iteration;
  m_viewed = isNewest ? MapFrame{} : m_recorder.nearest(iteration);
  emit placesChanged();
}

void EmbedSession::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket) return;
  if (event.isLast) {
    m_ticket = 0;
    m_progress.reset();
  }
  if (const auto* ready = event.payload.as<EmbeddingReady>()) {
    onReady(*ready, event.isLast);
  } else if (const auto* progress = event.payload.as<Progress>()) {
    m_progress = *progress;
    emit stateChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_pausedByUser = true;
    emit stateChanged();
    emit failed(failure->error);
  } else if (event.isLast) {
    emit stateChanged();
  }
  if (event.isLast && m_ticket == 0) emit settled();
}

/// The last answer tells of an iteration that is known.
void EmbedSession::record(const EmbeddingReady& ready) {
  const std::vector<MapFrame>& known = m_recorder.frames();
  if (ready.places && (known.empty() || known.back().iteration < ready.iteration))
    m_recorder.add(ready.iteration, ready.places);
}

void EmbedSession::onReady(const EmbeddingReady& ready, bool isLast) {
  const bool isOther = !m_ready || m_ready->items != ready.items;
  m_ready = ready;
  record(ready);
  m_awaitsFirst = false;
  if (isOther) emit itemsChanged();
  emit placesChanged();
  emit stateChanged();
  if (m_changed) return goOn(isLast ? kFurther : 0);
  if (isLast && !m_isStep) emit finished();
}

}  // namespace adv
