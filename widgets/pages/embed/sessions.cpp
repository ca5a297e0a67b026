// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/sessions.hpp"

namespace adv {

EmbedSessions::EmbedSessions(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent),
      map(engine, experiment.undoStack()),
      facts(engine, map),
      paths(engine, map, experiment),
      depth(engine, map, experiment) {
  const auto gather = [this](const auto& one) {
    using Session = std::remove_cvref_t<decltype(one)>;
    connect(&one, &Session::failed, this, &EmbedSessions::failed);
    connect(&one, &Session::settled, this, [this] {
      if (isSettled()) emit settled();
    });
  };
  gather(map);
  gather(facts);
  gather(paths);
  gather(depth);
}

bool EmbedSessions::isSettled() const {
  return map.isSettled() && facts.isSettled() && paths.isSettled() && depth.isSettled();
}

/// The map is asked for first.
void EmbedSessions::setShown(bool shown) {
  map.setShown(shown);
  facts.setShown(shown);
  paths.setShown(shown);
  depth.setShown(shown);
}

}  // namespace adv
