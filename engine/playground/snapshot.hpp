// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/playground.hpp"
#include "engine/playground/plane_classifier.hpp"

namespace adv {

/// How the classifier stands: all of `PlaygroundReady` but its state and the losses on the way.
PlaygroundReady snapshotOf(PlaneClassifier& classifier, const PlaygroundRequest& request);

}  // namespace adv
