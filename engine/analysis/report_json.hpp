// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/distillation_report.hpp"

namespace adv {

/// A report as JSON: one key a line for people, every number exact, of each bin of a histogram only a few samples, and
/// of each network id, title, temperature, seed, labels and the hash of its weights, once.
std::string reportToJson(const DistillationReport& report);

/// Reads it back. Throws `Failure` naming `name` where the text is no report.
DistillationReport reportFromJson(const std::string& text, const std::string& name);

}  // namespace adv
