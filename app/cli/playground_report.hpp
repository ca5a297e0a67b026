// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.hpp"
#include "widgets/figures/playground_figure.hpp"

namespace adv {

Json toJson(const PlaygroundFigureData& data);
void printReport(const PlaygroundFigureData& data, const Json& files);

}  // namespace adv
