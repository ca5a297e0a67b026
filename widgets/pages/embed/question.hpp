// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "widgets/engine_port.hpp"

namespace adv {

/// One question to the engine at a time, with all that is heard on the way. A newer one takes the older one's place,
/// whose answers are no longer heard.
class EmbedQuestion : public QObject {
  Q_OBJECT
 public:
  EmbedQuestion(EnginePort& engine, Lane lane, QObject* parent = nullptr);

  void ask(Request request);
  /// Stops it; what was heard stays.
  void cancel();
  bool isAsked() const { return m_ticket != 0; }

 signals:
  /// An answer, or a part of it.
  void heard(const adv::Payload& payload);
  void progressed(const adv::Progress& progress);
  void failed(const adv::Error& error);
  /// Nothing more will come.
  void ended();

 private:
  void onEvent(const Event& event);

  EnginePort& m_engine;
  Lane m_lane;
  Ticket m_ticket = 0;
};

}  // namespace adv
