// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/json.hpp"

#include <set>
#include <vector>

#include "engine/api/error.hpp"

namespace adv {

nlohmann::json parseJson(std::string_view text, const std::string& what) {
  using Json = nlohmann::json;
  constexpr int kDeepest = 32;
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kDeepest) throw userFailure(what + " nests too deeply.", "Write it without nesting.");
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
      throw userFailure(what + " holds the name \"" + parsed.get<std::string>() + "\" twice.", "Remove one of them.");
    }
    return true;
  };
  try {
    return Json::parse(text.begin(), text.end(), watch);
  } catch (const Json::exception& problem) {
    throw userFailure(what + " is not valid JSON: " + problem.what() + ".", "Mend it, or take an undamaged copy.");
  }
}

}  // namespace adv
