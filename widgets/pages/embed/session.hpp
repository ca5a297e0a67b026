// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUndoStack>
#include <optional>

#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/maps/map_recorder.hpp"
#include "widgets/pages/embed/setup.hpp"

namespace adv {

/// The map that moves: what it is of, how it goes on, and what has come of it. Holds no widget.
///
/// Nothing is asked before the page is shown, and a hidden page's map pauses unless it is told to go on. Settings that
/// the engine takes on the way are sent on at once, one change at a time, always the newest next; others begin anew.
class EmbedSession : public QObject {
  Q_OBJECT
 public:
  EmbedSession(EnginePort& engine, QUndoStack& undo, QObject* parent = nullptr);

  const EmbedSetup& setup() const { return m_setup; }
  /// The newest state of the map; its places are null before the first iteration.
  const std::optional<EmbeddingReady>& ready() const { return m_ready; }
  EmbeddingItemsPtr items() const { return m_ready ? m_ready->items : nullptr; }
  const std::optional<Progress>& progress() const { return m_progress; }
  /// The moments that can be looked back at, and written as a film.
  MapRecorder& recorder() { return m_recorder; }
  /// Where it stops by itself.
  int goal() const { return m_goal; }
  bool isRunning() const { return m_ticket != 0; }
  /// It has come to its goal.
  bool isFinished() const { return m_ready && m_ready->iteration >= m_goal; }
  bool isSettled() const { return m_ticket == 0 && !(m_shown && m_outdated); }
  bool goesOnHidden() const { return m_goesOnHidden; }

  /// What is looked at: the newest map, or an older one.
  EmbeddingPlacesPtr places() const;
  int iteration() const;
  bool looksBack() const { return m_viewed.places != nullptr; }

  void setShown(bool shown);
  void setGoesOnHidden(bool goesOn) { m_goesOnHidden = goesOn; }
  /// An edit by hand: one step of undo; edits between `beginGesture` and `endGesture` are one.
  void edit(const EmbedSetup& setup, const QString& what);
  void beginGesture() { m_gesture = ++m_lastGesture; }
  void endGesture() { m_gesture = 0; }
  /// Without undo.
  void setSetup(const EmbedSetup& setup);

  void play();
  void pause();
  void step();
  void restart();
  /// Shakes the points, and lets them settle again.
  void reheat();
  /// Looks at the map as it was about then; the newest where `iteration` is not behind it.
  void look(int iteration);
  void lookAtNewest() { look(m_goal); }

 signals:
  void setupChanged();
  /// Other points.
  void itemsChanged();
  void placesChanged();
  /// Runs, pauses, progresses.
  void stateChanged();
  /// The map has come to its goal, and is judged.
  void finished();
  void failed(const adv::Error& error);
  void settled();

 private:
  void onEvent(const Event& event);
  void onReady(const EmbeddingReady& ready, bool isLast);
  void record(const EmbeddingReady& ready);
  void begin();
  void ask(int mostIterations = 0, double shake = 0.0);
  void goOn(int further);

  EnginePort& m_engine;
  QUndoStack& m_undo;
  EmbedSetup m_setup = exampleSetup();
  std::optional<EmbeddingReady> m_ready;
  std::optional<Progress> m_progress;
  MapRecorder m_recorder;
  MapFrame m_viewed;
  Ticket m_ticket = 0;
  int m_goal = 0;
  int m_gesture = 0;
  int m_lastGesture = 0;
  bool m_awaitsFirst = false;  ///< the newest request has not moved the map yet
  bool m_changed = false;      ///< settings that wait for that
  bool m_isStep = false;
  bool m_pausedByUser = false;
  bool m_pausedByHiding = false;
  bool m_goesOnHidden = false;
  bool m_shown = false;
  bool m_outdated = true;
};

}  // namespace adv
