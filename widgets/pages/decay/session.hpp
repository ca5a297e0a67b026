// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "engine/api/decay.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"

class QUndoStack;

namespace adv {

/// What the page Adversarial or decay asks of the engine and hears. Holds no widget. Every change trains anew; nothing
/// is asked before the page is shown.
class DecaySession : public QObject {
  Q_OBJECT
 public:
  DecaySession(EnginePort& engine, QUndoStack& undo, QObject* parent = nullptr);

  const DecayRequest& request() const { return m_request; }
  const std::optional<DecayReady>& ready() const { return m_ready; }
  bool isRunning() const { return m_ticket != 0; }
  bool isSettled() const { return m_ticket == 0 && !(m_isShown && m_isStale); }

  void setShown(bool shown);
  /// A change by hand, with its name in the undo menu.
  void edit(const DecayRequest& request, const QString& what);
  void cancel();

 signals:
  void requestChanged();
  void readyChanged();
  void progressed(const adv::Progress& progress);
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();

 private:
  void put(const DecayRequest& request);
  void ask();
  void onEvent(const Event& event);

  EnginePort& m_engine;
  QUndoStack& m_undo;
  DecayRequest m_request;
  std::optional<DecayReady> m_ready;
  Ticket m_ticket = 0;
  bool m_isShown = false;
  bool m_isStale = true;
};

}  // namespace adv
