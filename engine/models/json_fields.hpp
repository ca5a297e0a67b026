// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace adv {

/// The fields of a JSON object, each checked for its kind. Every problem is a `Failure` that names the field;
/// `where` is put before names: "layers[2].".
class JsonFields {
 public:
  /// Throws where `json` is no object or holds a name outside `known`.
  JsonFields(const nlohmann::json& json, std::string where, std::initializer_list<const char*> known);

  bool has(const char* name) const { return m_json.contains(name); }
  const nlohmann::json& at(const char* name) const;
  std::string text(const char* name) const;
  std::string text(const char* name, const std::string& fallback) const;
  std::int64_t integer(const char* name, std::int64_t minimum, std::int64_t maximum) const;
  double real(const char* name, double minimum, double maximum) const;
  std::vector<double> reals(const char* name, std::size_t count) const;
  /// One whole number for both directions, or [height, width]; `fallback` where the field is missing.
  std::vector<std::int64_t> pair(const char* name, std::int64_t minimum, std::int64_t maximum,
                                 std::int64_t fallback) const;

  [[noreturn]] void refuse(const char* name, const std::string& reason) const;

 private:
  const nlohmann::json& m_json;
  std::string m_where;
};

}  // namespace adv
