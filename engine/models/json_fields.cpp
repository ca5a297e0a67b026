// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/json_fields.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"

namespace adv {
namespace {

std::string rangeText(double minimum, double maximum) {
  const auto number = [](double value) {
    return nlohmann::json(value == std::floor(value) && std::abs(value) < 1e15
                              ? nlohmann::json(static_cast<std::int64_t>(value))
                              : nlohmann::json(value))
        .dump();
  };
  return number(minimum) + " to " + number(maximum);
}

}  // namespace

JsonFields::JsonFields(const nlohmann::json& json, std::string where, std::initializer_list<const char*> known)
    : m_json(json), m_where(std::move(where)) {
  if (!json.is_object())
    throw userFailure("The model card's " + (m_where.empty() ? std::string("text") : "\"" + m_where + "\"") +
                      " is no JSON object.");
  for (const auto& [name, value] : json.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const char* each : known) names += (names.empty() ? "" : ", ") + std::string(each);
    throw userFailure("The model card has the unknown field \"" + m_where + name + "\".", "Known here: " + names + ".");
  }
}

void JsonFields::refuse(const char* name, const std::string& reason) const {
  throw userFailure("The model card's field \"" + m_where + name + "\" " + reason + ".", "Mend the card.");
}

const nlohmann::json& JsonFields::at(const char* name) const {
  if (!has(name)) refuse(name, "is missing");
  return m_json.at(name);
}

std::string JsonFields::text(const char* name) const {
  const auto& value = at(name);
  if (!value.is_string()) refuse(name, "must be a text");
  return value.get<std::string>();
}

std::string JsonFields::text(const char* name, const std::string& fallback) const {
  return has(name) ? text(name) : fallback;
}

std::int64_t JsonFields::integer(const char* name, std::int64_t minimum, std::int64_t maximum) const {
  const auto& value = at(name);
  if (!value.is_number_integer()) refuse(name, "must be a whole number");
  const auto number =
      value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX ? INT64_MAX : value.get<std::int64_t>();
  if (number < minimum || number > maximum)
    refuse(name, "is " + value.dump() + ", but must be " + std::to_string(minimum) + " to " + std::to_string(maximum));
  return number;
}

double JsonFields::real(const char* name, double minimum, double maximum) const {
  const auto& value = at(name);
  if (!value.is_number()) refuse(name, "must be a number");
  const double number = value.get<double>();
  if (!(number >= minimum && number <= maximum))
    refuse(name, "is " + value.dump() + ", but must be " + rangeText(minimum, maximum));
  return number;
}

std::vector<double> JsonFields::reals(const char* name, std::size_t count) const {
  const auto& value = at(name);
  if (!value.is_array() || value.size() != count ||
      !std::all_of(value.begin(), value.end(), [](const auto& v) { return v.is_number(); })) {
    refuse(name, "must be a list of " + std::to_string(count) + " numbers, one for each channel");
  }
  return value.get<std::vector<double>>();
}

std::vector<std::int64_t> JsonFields::pair(const char* name, std::int64_t minimum, std::int64_t maximum,
                                           std::int64_t fallback) const {
  if (!has(name)) return {fallback, fallback};
  const auto& value = at(name);
  const auto fits = [&](const nlohmann::json& v) {
    return v.is_number_integer() && v.get<std::int64_t>() >= minimum && v.get<std::int64_t>() <= maximum;
  };
  if (fits(value)) return std::vector<std::int64_t>(2, value.get<std::int64_t>());
  if (!value.is_array() || value.size() != 2 || !fits(value[0]) || !fits(value[1])) {
    refuse(name, "must be a whole number, or two in a list, of " + std::to_string(minimum) + " to " +
                     std::to_string(maximum));
  }
  return value.get<std::vector<std::int64_t>>();
}

}  // namespace adv
