// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.hpp"
#include "widgets/engine_port.hpp"

namespace adv {

/// The real engine behind the port: requests go straight in, events come back on the GUI thread.
class EngineBridge : public EnginePort {
  Q_OBJECT
 public:
  /// Throws `Failure` as the engine does.
  explicit EngineBridge(EngineOptions options, QObject* parent = nullptr);

  Ticket submit(Lane lane, Request request) override { return m_engine.submit(lane, std::move(request)); }
  void cancel(Ticket ticket) override { m_engine.cancel(ticket); }
  void cancelLane(Lane lane) override { m_engine.cancelLane(lane); }
  void setPaused(Lane lane, bool paused) override { m_engine.setPaused(lane, paused); }
  void stepOnce(Lane lane) override { m_engine.stepOnce(lane); }
  const std::vector<ModelInfo>& models() const override { return m_engine.models(); }
  const std::vector<AttackInfo>& attacks() const override { return m_engine.attacks(); }
  QString deviceText() const override;

 private:
  void deliver();

  Engine m_engine;
};

}  // namespace adv
