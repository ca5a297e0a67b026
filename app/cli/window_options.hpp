// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/window_app.hpp"

namespace adv {

/// What the program does without a subcommand.
struct WindowCommand {
  ScreenshotOptions screenshot;  ///< its `file` is empty where the window itself is wanted
  std::string device = "auto";
  std::string size;  ///< "1280x800"
};

void addWindowOptions(CLI::App& app, WindowCommand& window);
/// Throws `UsageError` where a word is neither a subcommand nor a picture, or a page or size is none.
int runWindowCommand(WindowCommand& window, int& argc, char** argv);

}  // namespace adv
