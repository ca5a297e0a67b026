// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoStack>
#include <optional>

#include "engine/api/neuron.hpp"
#include "widgets/pages/latest_question.hpp"

namespace adv {

/// The neuron of the page, with undo, and what the engine says of it. Holds no widget.
class NeuronSession : public QObject {
  Q_OBJECT
 public:
  NeuronSession(EnginePort& engine, QUndoStack& undo, QObject* parent = nullptr);

  const NeuronRequest& neuron() const { return m_neuron; }
  /// Of the newest neuron that was answered for.
  const std::optional<NeuronReady>& ready() const { return m_ready; }
  const LatestQuestion& question() const { return m_question; }
  bool isSettled() const { return m_question.isSettled() && !(m_shown && m_outdated); }

  void setShown(bool shown);
  /// One step of undo named `what`; edits between beginGesture and endGesture are one.
  void change(const QString& what, const NeuronRequest& next);
  /// Inputs without a partner get a weight that alternates in sign.
  void setInputCount(int count);
  /// While the axis is dragged it keeps its reach; otherwise it takes the smallest that fits.
  void holdReach(bool hold);
  void beginGesture() { m_gesture = ++m_lastGesture; }
  void endGesture() { m_gesture = 0; }

 signals:
  void neuronChanged();
  void answered();
  void failed(const adv::Error& error);
  void settled();

 private:
  void apply(const NeuronRequest& next);
  void ask();

  QUndoStack& m_undo;
  LatestQuestion m_question;
  NeuronRequest m_neuron;
  std::optional<NeuronReady> m_ready;
  bool m_holdsReach = false;
  bool m_shown = false;
  bool m_outdated = true;
  int m_gesture = 0;
  int m_lastGesture = 0;
};

}  // namespace adv
