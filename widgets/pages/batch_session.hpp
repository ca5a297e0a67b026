// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

/// What a page with one long request asks of the engine and hears, in the Batch lane. Holds no widget. Nothing is asked
/// before the page is shown; what changes while it is hidden is asked about when it is shown again. What is under way
/// goes on while another page is shown.
class BatchSession : public QObject {
  Q_OBJECT
 public:
  BatchSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  bool isRunning() const { return m_ticket != 0; }
  /// The card of the experiment's network; empty where it was opened by its path.
  ModelInfo model() const;

  void setShown(bool shown);
  /// Between these two, changes of the experiment are not asked about yet.
  void beginDrag() { m_isDragging = true; }
  void endDrag();
  void cancel();
  void askAgain();

 signals:
  void reportChanged();
  void progressed(const adv::Progress& progress);
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();

 protected:
  virtual Request request() const = 0;
  /// Keeps an answer; true where it is one.
  virtual bool take(const Payload& payload) = 0;
  /// Forgets the answer.
  virtual void clear() = 0;

  EnginePort& m_engine;
  ExperimentModel& m_experiment;

 private:
  void onEvent(const Event& event);
  void onExperiment();

  Ticket m_ticket = 0;
  bool m_isShown = false;
  bool m_isStale = true;
  bool m_isDragging = false;
};

}  // namespace adv
