// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "engine/api/results.hpp"
#include "engine/models/json_fields.hpp"

namespace adv {

/// Loss and accuracy of each epoch as [[loss, accuracy], …].
nlohmann::ordered_json historyToJson(const std::vector<EpochDone>& history);
/// Throws `Failure` where the field is no history of at most `epochs` epochs.
std::vector<EpochDone> historyFromJson(const JsonFields& fields, const char* name, int epochs);

}  // namespace adv
