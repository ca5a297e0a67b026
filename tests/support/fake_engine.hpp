// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "widgets/engine_port.hpp"

namespace adv::test {

/// An engine that only writes down what it is asked; the test answers.
class FakeEngine : public EnginePort {
 public:
  struct Asked {
    Ticket ticket;
    Lane lane;
    Request request;
  };

  FakeEngine() {
    AttackInfo bim;
    bim.id = "bim";
    bim.title = "BIM";
    bim.norm = "L∞";
    bim.targeting = Targeting::Optional;
    bim.params = {{"epsilon", "ε", ParamKind::Levels, "L∞", 0, 1, 8.0 / 255, false, {}, "The radius.", ""},
                  {"step-size", "α", ParamKind::Levels, "L∞", 0, 1, 1.0 / 255, false, {}, "The step.", ""},
                  {"steps", "Iterations", ParamKind::Integer, "steps", 1, 1000, 10, true, {}, "How many.", ""}};
    AttackInfo fgsm = bim;
    fgsm.id = "fgsm";
    fgsm.title = "FGSM";
    fgsm.oneStep = true;
    fgsm.params.resize(1);
    attackList = {bim, fgsm};
    ModelInfo model;
    model.id = "signs";
    model.title = "Signs";
    model.width = model.height = 2;
    model.channels = 1;
    model.labels = {"stop", "yield", "other"};
    model.samples = "signs-gallery";
    modelList = {model};
  }

  Ticket submit(Lane lane, Request request) override {
    asked.push_back({++lastTicket, lane, std::move(request)});
    return lastTicket;
  }
  void cancel(Ticket ticket) override { cancelled.push_back(ticket); }
  void cancelLane(Lane lane) override { cancelledLanes.push_back(lane); }
  void setPaused(Lane, bool isPaused) override { paused = isPaused; }
  void stepOnce(Lane) override { ++steps; }
  const std::vector<ModelInfo>& models() const override { return modelList; }
  const std::vector<AttackInfo>& attacks() const override { return attackList; }
  QString deviceText() const override { return QStringLiteral("fake"); }

  void answer(Ticket ticket, Lane lane, Payload payload, bool isLast = true) {
    emit eventArrived({ticket, lane, isLast, std::move(payload)});
  }
  /// The newest request of a kind; null where there is none.
  template <class T>
  const Asked* newest() const {
    for (auto it = asked.rbegin(); it != asked.rend(); ++it) {
      if (it->request.is<T>()) return &*it;
    }
    return nullptr;
  }
  template <class T>
  int count() const {
    int found = 0;
    for (const Asked& one : asked) found += one.request.is<T>() ? 1 : 0;
    return found;
  }

  std::vector<Asked> asked;
  std::vector<Ticket> cancelled;
  std::vector<Lane> cancelledLanes;
  std::vector<ModelInfo> modelList;
  std::vector<AttackInfo> attackList;
  Ticket lastTicket = 0;
  bool paused = false;
  int steps = 0;
};

}  // namespace adv::test
