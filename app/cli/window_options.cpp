// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/window_options.hpp"

#include <cstdio>
#include <filesystem>

#include "app/cli/commands.hpp"
#include "app/cli/options.hpp"
#include "widgets/pages/page.hpp"

namespace adv {
namespace {

constexpr int kSmallestSide = 320;
constexpr int kLargestSide = 16384;

void checkImage(const std::string& image) {
  std::error_code ignored;
  if (image.empty() || std::filesystem::exists(image, ignored) ||
      std::holds_alternative<SampleImage>(readImageSource(image)))
    return;
  throw UsageError("\"" + image + "\" is neither a command nor a picture.");
}

void checkPage(const std::string& page) {
  std::string known;
  for (const RegisteredPage& registered : allPages()) {
    const std::string id = registered.info.id.toStdString();
    if (page.empty() || id == page) return;
    known += (known.empty() ? "" : ", ") + id;
  }
  if (!page.empty()) throw UsageError("There is no page \"" + page + "\". Known: " + known + ".");
}

void readSize(const std::string& size, ScreenshotOptions& screenshot) {
  int end = 0;
  const bool isRead = std::sscanf(size.c_str(), "%5dx%5d%n", &screenshot.width, &screenshot.height, &end) == 2 &&
                      end == static_cast<int>(size.size());
  const auto fits = [](int side) { return side >= kSmallestSide && side <= kLargestSide; };
  if (!isRead || !fits(screenshot.width) || !fits(screenshot.height)) {
    throw UsageError("--size " + size + " is no size. Write WIDTHxHEIGHT in pixels, each " +
                     std::to_string(kSmallestSide) + " to " + std::to_string(kLargestSide) + ".");
  }
}

}  // namespace

void addWindowOptions(CLI::App& app, WindowCommand& window) {
  ScreenshotOptions& screenshot = window.screenshot;
  app.add_option("IMAGE", screenshot.window.image,
                 "Picture to open in the window: a file, or one of a data set such as mnist-test:7");
  app.add_option("--model,-m", screenshot.window.model, "Network to open: its id, or the path of its model.json")
      ->option_text("ID|FILE");
  addDeviceOption(app, window.device);
  app.add_option("--page", screenshot.window.page, "Page to open")->option_text("NAME");
  app.add_option("--theme", screenshot.window.theme, "Colours; otherwise as the desktop has them")
      ->check(CLI::IsMember({"light", "dark"}))
      ->option_text("light|dark");
  app.add_flag("--present", screenshot.window.presenting, "Show only what the back row needs, as F5 does");
  CLI::Option* file =
      app.add_option("--screenshot", screenshot.file, "Draw the window into this file without a display, and end")
          ->option_text("FILE.png");
  app.add_option("--size", window.size, "Size of the screenshot in pixels at scale 1")
      ->needs(file)
      ->option_text("1440x900");
  app.add_option("--scale", screenshot.scale, "Device pixels for one pixel of the screenshot")
      ->needs(file)
      ->check(CLI::Range(0.5, 8.0))
      ->option_text("S [1]");
}

int runWindowCommand(WindowCommand& window, int& argc, char** argv) {
  ScreenshotOptions& screenshot = window.screenshot;
  checkImage(screenshot.window.image);
  checkPage(screenshot.window.page);
  if (!window.size.empty()) readSize(window.size, screenshot);
  screenshot.window.device = readDevice(window.device);
  return screenshot.file.empty() ? runWindow(argc, argv, screenshot.window) : renderScreenshot(argc, argv, screenshot);
}

}  // namespace adv
