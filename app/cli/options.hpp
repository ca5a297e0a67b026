// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/headless_engine.hpp"
#include "engine/api/requests.hpp"

namespace adv {

/// What every subcommand takes.
struct CommonOptions {
  bool json = false;
  std::string device = "auto";
};
void addCommonOptions(CLI::App& command, CommonOptions& options);
void addDeviceOption(CLI::App& command, std::string& device);
void addSeedOption(CLI::App& command, std::uint64_t& seed, const std::string& what);

/// The parameters of an attack, as typed. They are read once the attack is known.
struct AttackOptions {
  std::string attack;
  std::optional<std::string> epsilon;
  std::optional<std::string> stepSize;
  std::optional<std::string> steps;
  std::optional<std::string> norm;
  std::optional<std::string> target;
  bool plainMeansLevels = false;
  std::uint64_t seed = 1;
  std::vector<std::string> settings;  ///< "name=value"
};
void addAttackOptions(CLI::App& command, AttackOptions& options, bool noneIsAllowed);

/// --data, --count and --batch of a check on labelled pictures, with their present values as defaults.
struct PictureOptions {
  std::string& data;
  int& count;
  int& batch;
};
void addPictureOptions(CLI::App& command, PictureOptions options);

/// Throws `UsageError` that lists the known ones.
const AttackInfo& findAttackInfo(const Engine& engine, const std::string& id);
/// Throws `UsageError` where the attack has no such parameter, norm or target, or a value does not fit.
ParamValues readParams(const AttackInfo& attack, const AttackOptions& options);

/// Where no ε was given and the attack measures it in L∞: the one that attacks on this network's data usually have.
void useUsualEpsilon(const AttackInfo& attack, const ModelInfo& model, ParamValues& params);

/// A class by its index, or by its label in any case. Throws `UsageError` naming `option`.
int readClass(const std::string& text, const ModelInfo& model, const std::string& option);
/// The same, where `text` is given; opens the network to learn its labels.
std::optional<int> readClass(const std::optional<std::string>& text, HeadlessEngine& engine, const std::string& model,
                             const std::string& option);

/// A file; or "mnist-test:7", a picture of a data set, where no file has that name.
ImageSource readImageSource(const std::string& text);

}  // namespace adv
