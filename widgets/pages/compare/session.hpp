// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/compare.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

/// What the Compare page asks of the engine, and what it hears. Holds no widget.
///
/// Nothing is asked before the page is first shown; later changes of the experiment wait for the page to be shown. The
/// attacks at the chosen ε come first, then their curves over ε, which do not depend on it. While ε is dragged there is
/// one run at a time, always at the newest ε next; a release runs at once.
class CompareSession : public QObject {
  Q_OBJECT
 public:
  CompareSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  /// What is known; rows that are computed again keep what was there before.
  const std::optional<CompareReady>& ready() const { return m_ready; }
  const std::optional<SweepReady>& sweep() const { return m_sweep; }
  /// What the present results were asked with.
  const CompareRequest& request() const { return m_request; }
  const std::vector<std::string>& attacks() const { return m_attacks; }
  double epsilon() const { return m_epsilon; }  ///< in [0, 1]
  double reach() const { return m_reach; }      ///< of the curves, in levels
  bool isSettled() const { return m_ticket == 0 && m_sweepTicket == 0 && !m_isStale && !m_sweepIsStale; }

  void setAttacks(const std::vector<std::string>& attacks);
  void setEpsilon(double epsilon);
  void setReach(double levels);
  void beginDrag() { m_isDragging = true; }
  void endDrag();
  /// The page is shown: what has changed since is asked for.
  void show();
  void hide() { m_isShown = false; }
  void cancel();
  void reset();

 signals:
  void readyChanged();
  void sweepChanged();
  void epsilonChanged();
  void attacksChanged();
  void progressed(const adv::Progress& progress, bool isSweep);
  void busyChanged();
  void settled();
  void failed(const adv::Error& error);

 private:
  void onExperimentChanged();
  void onEvent(const Event& event);
  void onEnded(bool isSweep);
  void invalidate();
  void ask();
  void askSweep();
  void take(const CompareReady& newer);

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  std::vector<std::string> m_attacks;
  double m_epsilon;
  double m_reach = 48.0;
  CompareRequest m_request;
  std::optional<CompareReady> m_ready;
  std::optional<SweepReady> m_sweep;
  Ticket m_ticket = 0;
  Ticket m_sweepTicket = 0;
  bool m_isShown = false;
  bool m_isStale = true;
  bool m_sweepIsStale = true;
  bool m_isDragging = false;
  bool m_isWanted = false;  ///< a newer ε waits for the present run
};

}  // namespace adv
