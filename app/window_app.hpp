// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/engine.hpp"

namespace adv {

/// What the window starts with; empty means: as it was left, or the example.
struct WindowOptions {
  std::string image;
  std::string model;
  std::string page;
  std::string theme;  ///< "light", "dark", or empty
  bool presenting = false;
  DeviceChoice device = DeviceChoice::Automatic;
};

/// Runs the window until it is closed. The result is the program's exit status.
int runWindow(int& argc, char** argv, const WindowOptions& options);

struct ScreenshotOptions {
  WindowOptions window;
  std::string file;
  int width = 1440;
  int height = 900;
  double scale = 1.0;
};

/// Renders the window without a display, waits until nothing is under way, and writes a PNG.
int renderScreenshot(int& argc, char** argv, const ScreenshotOptions& options);

}  // namespace adv
