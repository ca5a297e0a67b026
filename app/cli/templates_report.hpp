// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.hpp"
#include "widgets/figures/templates_figure.hpp"

namespace adv {

/// What `advscope templates` says: as JSON, and for people.
Json toJson(const TemplatesFigureData& result);
void printReport(const TemplatesFigureData& result);

}  // namespace adv
