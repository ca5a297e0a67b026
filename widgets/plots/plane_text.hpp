// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "engine/api/playground.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// "8, 8"; and back: empty where it is no list of one to six numbers from 1 to 64.
QString layersText(const std::vector<int>& layers);
std::vector<int> readLayers(const QString& text);

/// "ReLU network, 8, 8", "polynomial of degree 5".
QString nameOf(const PlaneModel& model);
/// "relu" and the like, as the command line has them.
const char* idOf(PlaneModelKind kind);

/// The attack and the noise against the length of the step, with a band where 80 % of the random directions lie.
std::vector<Series> stepSeries(const PlaneProbed& probed);

/// What the step does, and whether overfitting can explain it.
Verdict playgroundVerdict(const PlaneModel& model, const PlaygroundReady& ready, const PlaneProbed& probed,
                          double epsilon);

}  // namespace adv
