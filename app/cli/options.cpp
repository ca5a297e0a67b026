// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "app/cli/commands.hpp"
#include "engine/api/epsilon.hpp"
#include "engine/api/error.hpp"
#include "engine/api/find_by_id.hpp"

namespace adv {
namespace {

std::optional<int> wholeNumber(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c); });
  return text;
}

std::string knownParams(const AttackInfo& attack) {
  std::string known;
  for (const ParamSpec& spec : attack.params) known += (known.empty() ? "" : ", ") + spec.name;
  return known.empty() ? "It has none." : "It has: " + known + ".";
}

const ParamSpec& findParam(const AttackInfo& attack, const std::string& name) {
  if (const ParamSpec* spec = attack.param(name)) return *spec;
  throw UsageError(attack.title + " has no parameter \"" + name + "\". " + knownParams(attack));
}

double readParam(const AttackInfo& attack, const std::string& name, const std::string& text, bool plainMeansLevels) {
  const ParamSpec& spec = findParam(attack, name);
  try {
    return parseParam(spec, text, plainMeansLevels);
  } catch (const Failure& failure) {
    const bool looksLikeLevels = spec.kind == ParamKind::Levels && !plainMeansLevels && Epsilon::parse(text, true);
    throw UsageError(failure.error().text() +
                     (looksLikeLevels ? " Write " + text + "/255 for levels, or add --levels." : ""));
  }
}

/// "linf" for "L∞", "l2" for "L2".
std::string normWord(const std::string& norm) { return norm == "L∞" ? "linf" : lowered(norm); }

void readNorm(const AttackInfo& attack, const std::string& norm, ParamValues& values) {
  if (attack.param("norm")) {
    values["norm"] = readParam(attack, "norm", norm, false);
  } else if (normWord(attack.norm) != norm) {
    throw UsageError(attack.title + " measures its change in " + attack.norm + " only; --norm " + norm +
                     " does not fit it. Leave --norm out, or choose another attack.");
  }
}

}  // namespace

void addDeviceOption(CLI::App& command, std::string& device) {
  command.add_option("--device", device, "Where to compute: auto (CUDA where it is found), cpu or cuda")
      ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
      ->option_text("auto|cpu|cuda");
}

void addSeedOption(CLI::App& command, std::uint64_t& seed, const std::string& what) {
  const auto isWhole = [](const std::string& text) {
    const bool isDigits =
        !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isDigits && text.size() < 20 ? std::string() : text + " is no whole number from 0";
  };
  command.add_option("--seed", seed, what)->check(CLI::Validator(isWhole, "", "seed"))->option_text("N [1]");
}

void addCommonOptions(CLI::App& command, CommonOptions& options) {
  command.add_flag("--json", options.json, "Print JSON, and nothing else, on standard output");
  addDeviceOption(command, options.device);
}

void addAttackOptions(CLI::App& command, AttackOptions& options, bool noneIsAllowed) {
  const char* const group = "Attack";
  const std::string extra = noneIsAllowed ? "; or none" : "";
  command.add_option("--attack,-a", options.attack, "The attack's id, as `advscope attacks` lists it" + extra)
      ->required()
      ->option_text("ID")
      ->group(group);
  command
      .add_option("--epsilon,-e", options.epsilon,
                  "Largest change: 8/255, or 0.0314 as a share of the pixel range, or 8 with --levels")
      ->option_text("EPS")
      ->group(group);
  command.add_option("--step-size", options.stepSize, "Change of one iteration, read like --epsilon")
      ->option_text("EPS")
      ->group(group);
  command.add_option("--steps", options.steps, "Number of iterations")->option_text("N")->group(group);
  command.add_option("--target,-t", options.target, "Class to reach: its index, or its label in quotes")
      ->option_text("CLASS")
      ->group(group);
  command.add_option("--norm", options.norm, "How the change is measured: linf or l2; must be one that the attack has")
      ->check(CLI::IsMember({"linf", "l2"}))
      ->option_text("linf|l2")
      ->group(group);
  addSeedOption(command, options.seed, "Seed of every random draw; the same seed repeats the result");
  command.add_option("--set", options.settings, "Any parameter of the attack; may be repeated")
      ->option_text("NAME=VALUE")
      ->group(group)
      ->expected(1)
      ->take_all();
  command.add_flag("--levels", options.plainMeansLevels, "Plain distances are levels of 0 to 255: 8 means 8/255")
      ->group(group);
}

const AttackInfo& findAttackInfo(const Engine& engine, const std::string& id) {
  const auto& attacks = engine.attacks();
  if (const AttackInfo* found = findById(attacks, id)) return *found;
  std::string known;
  for (const AttackInfo& attack : attacks) known += (known.empty() ? "" : ", ") + attack.id;
  throw UsageError("There is no attack \"" + id + "\". Known: " + known + ".");
}

ParamValues readParams(const AttackInfo& attack, const AttackOptions& options) {
  ParamValues values;
  const auto take = [&](const std::string& name, const std::optional<std::string>& text) {
    if (text) values[name] = readParam(attack, name, *text, options.plainMeansLevels);
  };
  take("epsilon", options.epsilon);
  take("step-size", options.stepSize);
  take("steps", options.steps);
  if (options.norm) readNorm(attack, *options.norm, values);
  for (const std::string& setting : options.settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UsageError("--set " + setting + " is not of the form name=value. " + knownParams(attack));
    const std::string name = setting.substr(0, equals);
    if (values.contains(name)) throw UsageError("The parameter \"" + name + "\" is given twice.");
    values[name] = readParam(attack, name, setting.substr(equals + 1), options.plainMeansLevels);
  }
  if (options.target && attack.targeting == Targeting::Never) {
    throw UsageError(attack.title + " has no targeted form. Leave --target out, or choose another attack.");
  }
  return values;
}

void useUsualEpsilon(const AttackInfo& attack, const ModelInfo& model, ParamValues& params) {
  if (attack.param("epsilon") && attack.normWith(params) == "L∞") params.try_emplace("epsilon", model.usualEpsilon);
}

void addPictureOptions(CLI::App& command, PictureOptions options) {
  const auto withDefault = [](int value) { return "N [" + std::to_string(value) + "]"; };
  command.add_option("--data,-d", options.data, "Pictures with labels, as for evaluate; see below")
      ->option_text("DATA[:A-B]");
  command.add_option("--count", options.count, "How many pictures, where --data is left out")
      ->check(CLI::Range(1, 100000))
      ->option_text(withDefault(options.count));
  command.add_option("--batch", options.batch, "Pictures that are attacked together")
      ->check(CLI::Range(1, 65536))
      ->option_text(withDefault(options.batch));
}

int readClass(const std::string& text, const ModelInfo& model, const std::string& option) {
  if (const auto index = wholeNumber(text)) {
    if (*index >= 0 && *index < model.classCount()) return *index;
    throw UsageError(option + " " + text + ": " + model.title + " has the classes 0 to " +
                     std::to_string(model.classCount() - 1) + ".");
  }
  std::vector<int> found;
  std::string alike;
  for (int index = 0; index < model.classCount(); ++index) {
    const std::string label = lowered(model.labelOf(index));
    if (label == lowered(text)) found.push_back(index);
    if (label.find(lowered(text)) != std::string::npos && alike.size() < 120)
      alike += (alike.empty() ? "" : ", ") + model.labelOf(index);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    throw UsageError(option + " \"" + text + "\": several classes have this label (" + std::to_string(found[0]) +
                     " and " + std::to_string(found[1]) + "). Give the index.");
  }
  throw UsageError(option + " \"" + text + "\": " + model.title + " has no class of this name." +
                   (alike.empty() ? "" : " Alike: " + alike + "."));
}

std::optional<int> readClass(const std::optional<std::string>& text, HeadlessEngine& engine, const std::string& model,
                             const std::string& option) {
  if (!text) return {};
  return readClass(*text, engine.ask<ModelOpened>(OpenModelRequest{model}).info, option);
}

ImageSource readImageSource(const std::string& text) {
  std::error_code ignored;
  const auto colon = text.rfind(':');
  if (!std::filesystem::exists(text, ignored) && colon != std::string::npos && colon > 0) {
    if (const auto index = wholeNumber(std::string_view(text).substr(colon + 1)); index && *index >= 0)
      return SampleImage{text.substr(0, colon), *index};
  }
  return FileImage{text};
}

}  // namespace adv
