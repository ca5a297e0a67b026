// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <optional>

#include "widgets/engine_port.hpp"

namespace adv {

/// Asks the engine one question at a time in one lane, usually Preview: while an answer is awaited, the newest next
/// question waits and replaces the one before. So every answer that comes is shown, however fast a slider is dragged.
class LatestQuestion : public QObject {
  Q_OBJECT
 public:
  explicit LatestQuestion(EnginePort& engine, QObject* parent = nullptr, Lane lane = Lane::Preview);

  void ask(Request request);
  bool isSettled() const { return m_ticket == 0 && !m_next; }

 signals:
  void answered(const adv::Payload& payload);
  void failed(const adv::Error& error);
  /// From the question to its answer.
  void measured(double milliseconds);
  /// Every question is answered.
  void settled();

 private:
  void onEvent(const Event& event);
  void submit(Request request);

  EnginePort& m_engine;
  Lane m_lane;
  std::optional<Request> m_next;
  Ticket m_ticket = 0;
  QElapsedTimer m_timer;
};

}  // namespace adv
