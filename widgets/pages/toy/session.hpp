// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "engine/api/results.hpp"
#include "engine/api/toy.hpp"
#include "widgets/engine_port.hpp"

class QUndoStack;

namespace adv {

/// The numbers of the toy and what the engine says of them. Holds no widget. Every change asks in the Preview lane;
/// what happens between `beginEdit` and `endEdit` is one step of undo.
class ToySession : public QObject {
  Q_OBJECT
 public:
  ToySession(EnginePort& engine, QUndoStack& undo, QObject* parent = nullptr);

  const ToyRequest& request() const { return m_request; }
  const std::optional<ToyReady>& ready() const { return m_ready; }
  bool isSettled() const { return m_ticket == 0; }

  void beginEdit();
  void endEdit(const QString& what);
  void change(const ToyRequest& request);
  /// A change that is a step of undo of its own.
  void edit(const ToyRequest& request, const QString& what);
  void ask();

 signals:
  void requestChanged();
  void readyChanged();
  void failed(const adv::Error& error);
  void settled();

 private:
  void onEvent(const Event& event);

  EnginePort& m_engine;
  QUndoStack& m_undo;
  ToyRequest m_request;
  std::optional<ToyReady> m_ready;
  std::optional<ToyRequest> m_before;  ///< while an edit goes on
  Ticket m_ticket = 0;
};

}  // namespace adv
