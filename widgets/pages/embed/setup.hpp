// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "engine/api/embedding.hpp"

namespace adv {

/// What is embedded and how: the state that undo walks through and that is remembered.
struct EmbedSetup {
  EmbeddingSource source;
  EmbeddingSettings settings;
  std::string network;  ///< that judges and is attacked; empty: none. What is mapped goes through it, or is pixels
  int run = 0;          ///< another number begins anew
  friend bool operator==(const EmbedSetup&, const EmbedSetup&) = default;
};

/// What the page opens on: drawn signs, as the bundled network sees them just before its logits.
EmbedSetup exampleSetup();
/// The lecture's picture: the pixels of MNIST (van der Maaten and Hinton 2008).
EmbedSetup mnistSetup();

/// The same points, whatever of them is mapped: what their pictures and the network's answers depend on.
EmbeddingSource pointsOf(const EmbedSetup& setup);
/// Points and order of the one are no use for the other.
bool beginsAnew(const EmbedSetup& after, const EmbedSetup& before);

/// What is remembered from one start to the next; a run begins where it began.
QJsonObject toJson(const EmbedSetup& setup);
/// What is missing or makes no sense is as in the example.
EmbedSetup embedSetupFrom(const QJsonObject& json);

}  // namespace adv
