// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <stdexcept>
#include <string>

namespace adv {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

/// The command line is wrong in a way that only the engine's own lists can tell: exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Stopped with Ctrl+C: exit status 1.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("Cancelled.") {}
};

/// What the chosen subcommand does once everything is read. Throws `UsageError`, `Failure` or `Interrupted`.
using Work = std::function<void()>;

/// Adds one subcommand to `app`; where it is chosen, `work` is what it does.
using AddCommand = void (*)(CLI::App& app, Work& work);

void addModelsCommand(CLI::App& app, Work& work);
void addAttacksCommand(CLI::App& app, Work& work);
void addPredictCommand(CLI::App& app, Work& work);
void addAttackCommand(CLI::App& app, Work& work);
void addEvaluateCommand(CLI::App& app, Work& work);
void addSurfaceCommand(CLI::App& app, Work& work);
void addCompareCommand(CLI::App& app, Work& work);
void addCurveCommand(CLI::App& app, Work& work);
void addTrustCommand(CLI::App& app, Work& work);
void addTransferCommand(CLI::App& app, Work& work);
void addNeuronCommand(CLI::App& app, Work& work);
void addConvolveCommand(CLI::App& app, Work& work);
void addLayersCommand(CLI::App& app, Work& work);
void addToyCommand(CLI::App& app, Work& work);
void addLinearCommand(CLI::App& app, Work& work);
void addEmbedCommand(CLI::App& app, Work& work);
void addDimensionsCommand(CLI::App& app, Work& work);
void addPlaygroundCommand(CLI::App& app, Work& work);
void addTemplatesCommand(CLI::App& app, Work& work);
void addTrainCommand(CLI::App& app, Work& work);
void addBenchCommand(CLI::App& app, Work& work);

}  // namespace adv
