// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "engine/api/results.hpp"

namespace adv {

/// What widgets ask of the engine and hear from it. The application connects it to the real engine; tests to a fake.
/// No call waits for anything.
class EnginePort : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  virtual Ticket submit(Lane lane, Request request) = 0;
  virtual void cancel(Ticket ticket) = 0;
  virtual void cancelLane(Lane lane) = 0;
  virtual void setPaused(Lane lane, bool paused) = 0;
  virtual void stepOnce(Lane lane) = 0;
  virtual const std::vector<ModelInfo>& models() const = 0;
  virtual const std::vector<AttackInfo>& attacks() const = 0;
  /// "CPU, 2 threads (no CUDA device found)"
  virtual QString deviceText() const = 0;

 signals:
  /// One answer, on the GUI thread.
  void eventArrived(const adv::Event& event);
};

}  // namespace adv
