// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/transfer.hpp"
#include "engine/api/trust.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Share of pictures still right against ε in levels: the attack, the same with smaller logits, without gradients, and
/// random noise. Each begins at ε = 0. The attack first.
std::vector<Series> trustLines(const TrustReported& report);

/// Share of pictures fooled against ε in levels: on the network itself, on the others, and by random noise.
std::vector<Series> transferLines(const TransferReported& report);

/// Up to the last ε of the axis: twice the network's usual ε or, where ε is larger, twice ε; half the range where that
/// reaches ε. The axis does not change while ε is moved on it. In units of the pixel range.
double trustReach(const ModelInfo& model, double epsilon);

}  // namespace adv
