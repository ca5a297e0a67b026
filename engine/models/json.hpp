// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace adv {

/// Parses JSON; `what` names the text in messages ("model.json", "The header of x.safetensors"). Throws `Failure` where
/// it is not JSON, holds a key twice, or nests deeper than 32 levels.
nlohmann::json parseJson(std::string_view text, const std::string& what);

}  // namespace adv
