// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <optional>

#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/microscope/run_model.hpp"

namespace adv {

/// What the Microscope page asks of the engine when the experiment changes, and what it hears. Holds no widget.
///
/// A new picture, network or label is predicted first; then the curve over ε and the attack follow. While ε is dragged,
/// runs go through the Preview lane, one at a time, always the newest next; a release runs once more in the Attack
/// lane.
class MicroscopeSession : public QObject {
  Q_OBJECT
 public:
  MicroscopeSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  const std::optional<Predicted>& clean() const { return m_clean; }
  const std::optional<CurveReady>& curve() const { return m_curve; }
  RunModel& run() { return m_run; }
  const RunModel& run() const { return m_run; }
  /// The attack that is chosen; null where the engine does not know it.
  const AttackInfo* attack() const;
  /// The norm that the chosen attack measures ε in, or its smallest change: "L∞", "L2" or "L0".
  std::string norm() const;
  /// The one-step attack whose response the ε plot shows: the chosen one where it is one-step, otherwise one that
  /// follows the gradient in the same norm. Null where there is none.
  const AttackInfo* curveAttack() const;
  double curveMaximum() const { return m_curveMaximum; }
  bool isSettled() const;

  /// Between these two, changes of the experiment are previews.
  void beginDrag();
  void endDrag();
  /// How far the ε plot reaches, in levels.
  void setCurveMaximum(double levels);
  void setPaused(bool paused);
  bool isPaused() const { return m_paused; }
  void stepOnce();
  void cancel();
  /// Asks again for everything.
  void refresh();

 signals:
  void cleanChanged();
  void curveChanged();
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();
  /// The time from asking to showing, for the status line.
  void previewMeasured(double milliseconds);

 private:
  void onEvent(const Event& event);
  void onSubjectChanged();
  void onAttackChanged();
  void onCurveAsked();
  void onParamsChanged();
  void askForAttack();
  void submitPreview();
  Subject subject() const;
  AttackRequest attackRequest() const;
  void tellIfSettled();

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  RunModel m_run;
  std::optional<Predicted> m_clean;
  std::optional<CurveReady> m_curve;
  Ticket m_predictTicket = 0;
  Ticket m_curveTicket = 0;
  bool m_curveIsKnown = false;
  double m_curveMaximum = 16.0;
  const AttackInfo* m_curveAttack = nullptr;  ///< that was asked about
  bool m_dragging = false;
  bool m_previewInFlight = false;
  bool m_previewWanted = false;
  bool m_paused = false;
  QElapsedTimer m_previewTimer;
};

}  // namespace adv
