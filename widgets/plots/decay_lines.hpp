// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "engine/api/decay.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// "no regulariser", "L1 decay", "adversarial".
QString decayName(DecayKind kind);
QColor decayColour(DecayKind kind, const Theme& look = theme());

/// Share of the test pictures that are wrong in the worst case, against ε in levels: one line each.
std::vector<Series> errorLines(const DecayReady& ready, const Theme& look = theme());
/// What a picture costs in training against its margin, and where the margins of the test pictures lie (bands).
std::vector<Series> costLines(const DecayReady& ready, const Theme& look = theme());

/// A value between two places of an evenly spaced grid.
double between(const std::vector<double>& places, const std::vector<double>& values, double at);

/// "At ε = 64/255 …": the page's result in words.
QString decaySentence(const DecayReady& ready, double epsilon);
/// What stands beside: how it was counted.
QString decayDetail(const DecayReady& ready);

}  // namespace adv
