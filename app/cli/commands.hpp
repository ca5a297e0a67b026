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

/// Put one at namespace scope in each subcommand's file. `order`: its place in the help.
struct RegisterCommand {
  RegisterCommand(int order, AddCommand add);
};

/// Adds every registered subcommand.
void addCommands(CLI::App& app, Work& work);

}  // namespace adv
