// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/results.hpp"

namespace adv {

/// One line a class, best first: index, label, probability, logit.
std::string predictionTable(const Prediction& prediction, const ModelInfo& model);

}  // namespace adv
