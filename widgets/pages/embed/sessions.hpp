// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/embed/depth_session.hpp"
#include "widgets/pages/embed/facts.hpp"
#include "widgets/pages/embed/paths_session.hpp"
#include "widgets/pages/embed/session.hpp"

namespace adv {

/// All that the t-SNE page asks and hears: the map, facts of its points, paths through it, separation by depth.
class EmbedSessions : public QObject {
  Q_OBJECT
 public:
  EmbedSessions(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  EmbedSession map;
  EmbedFacts facts;
  EmbedPathsSession paths;
  EmbedDepthSession depth;

  bool isSettled() const;
  void setShown(bool shown);

 signals:
  /// Of any of them.
  void failed(const adv::Error& error);
  /// All of them are.
  void settled();
};

}  // namespace adv
