// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <QTimer>
#include <optional>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/api/playground.hpp"
#include "widgets/engine_port.hpp"

namespace adv {

/// What the playground asks of the engine and hears. Holds no widget.
///
/// Training is asked for in portions, one a frame and never two at a time, each from the state of the one before with
/// the points and settings of the moment: what changes while it runs counts from the next frame on.
class PlaygroundSession : public QObject {
  Q_OBJECT
 public:
  explicit PlaygroundSession(EnginePort& engine, QObject* parent = nullptr);

  const std::vector<PlanePoint>& points() const { return m_request.points; }
  const std::vector<PlanePoint>& heldOut() const { return m_request.heldOut; }
  const PlaneModel& model() const { return m_request.model; }
  const PlaneTraining& training() const { return m_request.training; }
  const QString& preset() const { return m_preset; }
  double epsilon() const { return m_request.epsilon; }
  PlanePlace probeAt() const { return m_probe.at; }
  /// The last portion's request, which says what the snapshot is of.
  const PlaygroundRequest& request() const { return m_request; }
  const std::optional<PlaygroundReady>& ready() const { return m_ready; }
  const std::optional<PlaneProbed>& probed() const { return m_probed; }
  /// (step, loss), thinned out.
  const std::vector<QPointF>& losses() const { return m_losses; }
  bool isRunning() const { return m_running; }
  int speed() const { return m_speed; }
  bool isSettled() const;

  void setShown(bool shown);
  /// Back to the example; draws the points of a preset.
  void choosePreset(const QString& preset);
  void setPoints(const std::vector<PlanePoint>& points);
  void setModel(const PlaneModel& model);
  void setTraining(const PlaneTraining& training);
  void setSeed(std::uint64_t seed);
  std::uint64_t seed() const { return m_request.seed; }
  /// Steps a frame.
  void setSpeed(int steps) { m_speed = steps; }
  void play();
  void pause();
  void stepOnce();
  void restart();
  /// `index` is the point that the probe sits on; negative for none.
  void moveProbe(PlanePlace at, int index);
  void setEpsilon(double epsilon);

 signals:
  void pointsChanged();
  void setupChanged();
  void snapshotChanged();
  void probeChanged();
  void stateChanged();
  void failed(const adv::Error& error);
  void settled();

 private:
  void onEvent(const Event& event);
  void onSnapshot(const Event& event);
  void tick();
  void ask(int steps);
  void askProbe();
  void wake(int steps);
  void forget();
  void followPoint(bool cameOrWent);
  void keepLosses(const std::vector<double>& losses, int stepsDone);
  void tellIfSettled();

  EnginePort& m_engine;
  QTimer m_frame;
  PlaygroundRequest m_request;
  QString m_preset;
  PlaneProbeRequest m_probe;
  int m_probePoint = -1;
  std::optional<PlaygroundReady> m_ready;
  std::optional<PlaneProbed> m_probed;
  std::vector<QPointF> m_losses;
  int m_lossStride = 1;
  Ticket m_pointsTicket = 0;
  Ticket m_trainTicket = 0;
  Ticket m_probeTicket = 0;
  bool m_probeWanted = false;
  bool m_lookWanted = false;  ///< something changed while nothing runs
  bool m_running = false;
  bool m_pausedByUser = false;
  int m_stopAt = 0;  ///< steps after which it rests by itself
  int m_speed = 0;
  bool m_shown = false;
  bool m_wasSettled = true;
};

}  // namespace adv
