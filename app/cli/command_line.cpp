// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.hpp"

#include <iostream>
#include <new>

#include "app/cli/commands.hpp"
#include "app/cli/window_options.hpp"
#include "app/version.hpp"
#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr char kExamples[] = R"(Examples:
  advscope                                              open the window
  advscope photo.jpg --model squeezenet1_1              open it with a picture and a network
  advscope attack photo.jpg --model squeezenet1_1 --attack bim --epsilon 8/255
  advscope evaluate --model digits --data mnist-test:0-1000 --attack fgsm --epsilon 0.1
  advscope compare signs-test:3 --model signs --figure compare.pdf
  advscope --screenshot window.png --scale 2 --theme dark

Distances are in units of the pixel range: 8/255 is 8 levels of an 8-bit channel.
Environment: ADVSCOPE_DATA is the folder with further networks, pictures and data sets.
Exit status: 0 success, 1 the work failed, 2 wrong usage.)";

int fail(int status, const std::string& reason) {
  std::cerr << "advscope: " << reason << std::endl;
  return status;
}

/// The subcommand that was being read when reading failed, for the hint to its help.
std::string helpCommand(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return "advscope" + (chosen.empty() ? std::string() : " " + chosen.front()->get_name()) + " --help";
}

std::string oneLine(std::string text) {
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

int explainParsing(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error, std::cout, std::cerr);
  fail(kExitUsage, oneLine(error.what()));
  std::cerr << "Try: " << helpCommand(app) << std::endl;
  return kExitUsage;
}

int perform(const CLI::App& app, const Work& work) {
  try {
    work();
    if (!std::cout.flush()) return fail(kExitFailed, "The result could not be written to standard output.");
    return kExitSuccess;
  } catch (const UsageError& error) {
    fail(kExitUsage, error.what());
    std::cerr << "Try: " << helpCommand(app) << std::endl;
    return kExitUsage;
  } catch (const Failure& failure) {
    return fail(kExitFailed, oneLine(failure.error().text()));
  } catch (const std::bad_alloc&) {
    return fail(kExitFailed, "There is not enough memory for this.");
  } catch (const std::exception& error) {
    return fail(kExitFailed, oneLine(error.what()));
  }
}

}  // namespace

int runProgram(int argc, char** argv) {
  CLI::App app("AdvScope: a desktop microscope for adversarial examples", "advscope");
  app.set_version_flag("--version", std::string("advscope ") + kVersion);
  app.require_subcommand(0, 1);
  app.footer(kExamples);
  app.get_formatter()->column_width(34);
  WindowCommand window;
  addWindowOptions(app, window);
  Work work;
  addCommands(app, work);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return explainParsing(app, error);
  }
  if (work) return perform(app, work);
  int status = kExitSuccess;
  const int workStatus = perform(app, [&] { status = runWindowCommand(window, argc, argv); });
  return workStatus != kExitSuccess ? workStatus : status;
}

}  // namespace adv
