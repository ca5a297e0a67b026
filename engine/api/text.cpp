// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the public types: how ε, parameters and pictures are written and read.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "engine/api/describe.hpp"
#include "engine/api/epsilon.hpp"
#include "engine/api/error.hpp"
#include "engine/api/image.hpp"

namespace adv {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<double> parseNumber(std::string_view text) {
  text = trimmed(text);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

/// The shortest decimal text that reads back to the same number.
std::string shortest(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

/// Levels that come from a division by 255 and back carry noise in the last bits; nobody wants to read it.
double tidyLevels(double levels) { return std::round(levels * 1e6) / 1e6; }

std::string rangeOf(const ParamSpec& spec) {
  if (spec.kind == ParamKind::Choice) {
    std::string all;
    for (const std::string& choice : spec.choices) all += (all.empty() ? "" : ", ") + choice;
    return "one of " + all;
  }
  if (spec.kind == ParamKind::Flag) return "true or false";
  return formatParam(spec, spec.minimum) + " to " + formatParam(spec, spec.maximum) +
         (spec.unit.empty() ? "" : " " + spec.unit);
}

Failure badParam(const ParamSpec& spec, std::string_view text) {
  return userFailure("\"" + std::string(text) + "\" does not fit the parameter " + spec.name + ".",
                     "Give " + rangeOf(spec) + ".");
}

}  // namespace

std::string Epsilon::text() const { return shortest(tidyLevels(m_levels)) + "/255"; }

std::optional<Epsilon> Epsilon::parse(std::string_view text, bool plainMeansLevels) {
  const auto slash = text.find('/');
  const auto number = parseNumber(text.substr(0, slash));
  if (!number || *number < 0.0) return {};
  double levels = plainMeansLevels ? *number : *number * 255.0;
  if (slash != std::string_view::npos) {
    const auto denominator = parseNumber(text.substr(slash + 1));
    if (!denominator || *denominator <= 0.0) return {};
    levels = *denominator == 255.0 ? *number : *number / *denominator * 255.0;
  }
  return fromLevels(levels);
}

std::string formatParam(const ParamSpec& spec, double value) {
  switch (spec.kind) {
    case ParamKind::Levels: return Epsilon::fromUnit(value).text();
    case ParamKind::Integer: return shortest(std::round(value));
    case ParamKind::Flag: return value != 0.0 ? "true" : "false";
    case ParamKind::Choice: return spec.choices.at(static_cast<std::size_t>(value));
    case ParamKind::Real: break;
  }
  return shortest(value);
}

double parseParam(const ParamSpec& spec, std::string_view text, bool plainMeansLevels) {
  text = trimmed(text);
  std::optional<double> value;
  if (spec.kind == ParamKind::Choice) {
    const auto found = std::find(spec.choices.begin(), spec.choices.end(), text);
    if (found != spec.choices.end()) value = static_cast<double>(found - spec.choices.begin());
  } else if (spec.kind == ParamKind::Flag) {
    if (text == "true" || text == "1" || text == "on") value = 1.0;
    if (text == "false" || text == "0" || text == "off") value = 0.0;
  } else if (spec.kind == ParamKind::Levels) {
    if (const auto epsilon = Epsilon::parse(text, plainMeansLevels)) value = epsilon->unit();
  } else {
    value = parseNumber(text);
  }
  if (!value) throw badParam(spec, text);
  checkParams({spec}, {{spec.name, *value}});
  return *value;
}

void checkParams(const std::vector<ParamSpec>& specs, const ParamValues& values) {
  for (const auto& [name, value] : values) {
    const auto spec = std::find_if(specs.begin(), specs.end(), [&](const ParamSpec& s) { return s.name == name; });
    if (spec == specs.end()) {
      std::string known;
      for (const ParamSpec& s : specs) known += (known.empty() ? "" : ", ") + s.name;
      throw userFailure("There is no parameter \"" + name + "\".",
                        "Known here: " + (known.empty() ? "none" : known) + ".");
    }
    const bool listed = spec->kind == ParamKind::Choice;
    const double low = listed || spec->kind == ParamKind::Flag ? 0.0 : spec->minimum;
    const double high = listed                          ? static_cast<double>(spec->choices.size()) - 1.0
                        : spec->kind == ParamKind::Flag ? 1.0
                                                        : spec->maximum;
    const bool whole = spec->kind != ParamKind::Levels && spec->kind != ParamKind::Real;
    if (!std::isfinite(value) || value < low || value > high || (whole && value != std::floor(value))) {
      throw badParam(*spec, spec->kind == ParamKind::Levels && std::isfinite(value) ? Epsilon::fromUnit(value).text()
                                                                                    : shortest(value));
    }
  }
}

const ParamSpec* AttackInfo::param(std::string_view name) const {
  const auto found = std::find_if(params.begin(), params.end(), [&](const ParamSpec& s) { return s.name == name; });
  return found == params.end() ? nullptr : &*found;
}

std::string AttackInfo::normWith(const ParamValues& values) const {
  const ParamSpec* choice = param("norm");
  if (!choice) return norm;
  const auto given = values.find("norm");
  const double index = given != values.end() ? given->second : choice->fallback;
  return formatParam(*choice, index) == "l2" ? "L2" : "L∞";
}

std::string ModelInfo::labelOf(int index) const {
  if (index >= 0 && index < classCount() && !labels[static_cast<std::size_t>(index)].empty())
    return labels[static_cast<std::size_t>(index)];
  return "class " + std::to_string(index);
}

std::string nameOf(const ImageSource& source) {
  if (const auto* file = std::get_if<FileImage>(&source)) return std::filesystem::path(file->path).filename().string();
  if (const auto* sample = std::get_if<SampleImage>(&source)) return sample->data + " " + std::to_string(sample->index);
  return std::get<MemoryImage>(source).name;
}

}  // namespace adv
