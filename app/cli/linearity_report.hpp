// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.hpp"
#include "engine/api/linearity.hpp"
#include "widgets/figures/linearity_figure.hpp"
#include "widgets/plots/linearity_text.hpp"

namespace adv {

Json toJson(const LinearityRequest& request, const LinearityReady& ready);
/// `levels` is the ε whose errors are printed.
void printReport(const LinearityReady& ready, double levels, const Json& files);

}  // namespace adv
