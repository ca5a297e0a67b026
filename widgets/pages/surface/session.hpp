// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <optional>

#include "engine/api/results.hpp"
#include "engine/api/surface.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

/// What the Decision surface page asks of the engine and hears. Holds no widget.
///
/// Nothing is asked while the page is hidden. The surface is computed behind everything else; the point is predicted in
/// the Preview lane, one picture at a time, always the newest place next.
class SurfaceSession : public QObject {
  Q_OBJECT
 public:
  SurfaceSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  const std::optional<SurfaceReady>& surface() const { return m_surface; }
  /// The answer for the newest place; its original is the picture there.
  const std::optional<Predicted>& point() const { return m_point; }
  const SurfacePoint& place() const { return m_place; }
  /// The newest request, which repeats what is shown.
  const SurfaceRequest& request() const { return m_request; }
  bool isSettled() const { return m_surfaceTicket == 0 && m_pointTicket == 0 && !(m_shown && m_outdated); }

  void setShown(bool shown);
  /// Asks again from the start.
  void refresh();
  void cancel();
  void setSecond(const SecondDirection& second);
  void setClip(bool clip);
  void setPoints(int points);
  /// In [0, 16]; 0: twice as far as the attack went.
  void setExtent(double extent);
  void moveTo(const SurfacePoint& place);

 signals:
  void surfaceChanged();
  void placeChanged();
  void pointChanged();
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();

 private:
  void onEvent(const Event& event);
  void onSurface(const Event& event);
  void onPoint(const Event& event);
  void onExperiment();
  void ask();
  void askForPoint();
  AttackDirection fittingParams(const AttackDirection& second) const;

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  SurfaceRequest m_request;
  SecondDirection m_second;
  std::optional<SurfaceReady> m_surface;
  std::optional<Predicted> m_point;
  SurfacePoint m_place;
  bool m_placeIsChosen = false;  ///< by the user; otherwise it is the adversarial point
  Ticket m_surfaceTicket = 0;
  Ticket m_pointTicket = 0;
  bool m_pointWanted = false;
  bool m_shown = false;
  bool m_outdated = true;
  bool m_awaitsFirst = false;
  QElapsedTimer m_pointTimer;
};

}  // namespace adv
