// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <functional>

#include "engine/api/embedding_paths.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// How attack paths are drawn; sizes in the painter's units.
struct PathStyle {
  double line = 2.0;
  const Theme& look;
  QColor ground;
};

/// More paths than this are drawn as a flow: thin lines that shine through each other.
inline constexpr int kMostSinglePaths = 12;

/// Each attack in the colours of the classes that the network sees on the way, from a ring to an arrow head, with dots
/// at the stations; its noise twin below in grey dashes. `toPlace` is from the map to the painter.
void paintPaths(QPainter& painter, const EmbeddingPaths& paths, const std::function<QPointF(QPointF)>& toPlace,
                const PathStyle& style);

}  // namespace adv
