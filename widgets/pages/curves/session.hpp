// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "engine/api/results.hpp"
#include "engine/api/robustness.hpp"
#include "widgets/engine_port.hpp"

namespace adv {

/// What the Curves page asks of the engine, and what it hears. Holds no widget. Nothing is asked before the page is
/// first shown. A pause is a cancelled run: the engine keeps what is counted, and going on asks for the same curves
/// again.
class CurvesSession : public QObject {
  Q_OBJECT
 public:
  explicit CurvesSession(EnginePort& engine, QObject* parent = nullptr);

  const RobustnessRequest& request() const { return m_request; }
  const std::optional<RobustnessReady>& ready() const { return m_ready; }
  bool isRunning() const { return m_ticket != 0; }
  bool isPaused() const { return m_isPaused; }
  bool isSettled() const { return m_hasBegun && !isRunning(); }

  /// Asks for other curves; what is counted of the present ones is kept.
  void setRequest(const RobustnessRequest& request);
  void show();
  void setPaused(bool paused);
  /// Forgets what is counted of these curves, and counts again.
  void startAfresh();

 signals:
  void readyChanged();
  void progressed(const adv::Progress& progress);
  void stateChanged();
  void settled();
  void failed(const adv::Error& error);

 private:
  void ask(bool afresh);
  void onEvent(const Event& event);

  EnginePort& m_engine;
  RobustnessRequest m_request;
  std::optional<RobustnessReady> m_ready;
  Ticket m_ticket = 0;
  bool m_hasBegun = false;
  bool m_isPaused = false;
};

/// The page's example: a network and pictures that are always there.
RobustnessRequest exampleCurves();

}  // namespace adv
