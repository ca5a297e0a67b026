// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/embedding.hpp"
#include "engine/api/embedding_paths.hpp"
#include "widgets/controls/verdict_card.hpp"

namespace adv {

/// The true class of most of the ten points of a map that are nearest to a place; adversarial points and the point
/// `without` do not count. Negative where no class is known.
int classAround(const EmbeddingItems& items, const EmbeddingPlaces& places, float x, float y, int without);

/// "the 4s", "“give way”".
QString classText(const std::vector<std::string>& classes, int index);

/// "ε (8/255, L∞)"; of attacks that look for the smallest change "size (L2 1.3)".
QString noiseSizeText(const EmbeddingPathsReady& ready, const AttackInfo& attack);

/// Where the attacked pictures go, and where noise of the same size goes. `classes` are the network's.
Verdict pathsVerdict(const EmbeddingPathsReady& ready, const AttackInfo& attack,
                     const std::vector<std::string>& classes, const EmbeddingItems& items,
                     const EmbeddingPlaces& places);

/// What a map comes to, by its quality; while it moves, that it does.
Verdict mapVerdict(const EmbeddingReady& ready, bool isRunning);

}  // namespace adv
