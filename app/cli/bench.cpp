// SPDX-License-Identifier: GPL-3.0-or-later
// advscope bench: how fast it is here.
#include <memory>

#include "app/cli/bench_case.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/options.hpp"
#include "engine/api/error.hpp"

namespace adv {
namespace {

struct BenchCommand {
  CommonOptions common;
  std::vector<std::string> names;
  bool list = false;
};

const BenchCase& findCase(const std::string& name) {
  std::string known;
  for (const BenchCase& candidate : benchCases()) {
    if (name == candidate.name) return candidate;
    known += (known.empty() ? "" : ", ") + std::string(candidate.name);
  }
  throw UsageError("There is no benchmark \"" + name + "\". Known: " + known + ".");
}

std::vector<const BenchCase*> chosenCases(const std::vector<std::string>& names) {
  std::vector<const BenchCase*> chosen;
  for (const std::string& name : names) chosen.push_back(&findCase(name));
  if (!names.empty()) return chosen;
  for (const BenchCase& each : benchCases()) chosen.push_back(&each);
  return chosen;
}

/// A case that lacks its network or pictures says so, and the others still run.
Json outcomeOf(const BenchCase& chosen, const std::string& device) {
  try {
    return chosen.run(device);
  } catch (const Failure& failure) {
    if (failure.error().kind != ErrorKind::User) throw;
    return {{"skipped", failure.error().text()}};
  }
}

void runBenchmarks(const BenchCommand& command) {
  const auto chosen = chosenCases(command.names);
  const Json machine = describeMachine(HeadlessEngine(command.common.device).engine().device());
  for (const BenchCase* each : chosen) {
    Json line = {{"case", each->name}, {"what", each->what}};
    line.update(outcomeOf(*each, command.common.device));
    line["machine"] = machine;
    printJson(line, -1);
  }
}

void listBenchmarks() {
  std::vector<std::vector<std::string>> rows;
  for (const BenchCase& each : benchCases()) rows.push_back({each.name, each.what});
  printText(textTable(rows, {Align::Left, Align::Left}));
}

void addBenchCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("bench", "Measure how fast it is here: one JSON object a line and case");
  const auto options = std::make_shared<BenchCommand>();
  command->add_option("NAME", options->names, "Cases to run; otherwise all");
  command->add_flag("--list", options->list, "List the cases and end");
  addCommonOptions(*command, options->common);
  command->get_option("--json")->description("Accepted for the sake of scripts: the output is always JSON");
  command->footer("Example:\n  advscope bench forward bim-step");
  command->callback(
      [options, &work] { work = [options] { options->list ? listBenchmarks() : runBenchmarks(*options); }; });
}

const RegisterCommand kRegistered{210, addBenchCommand};

}  // namespace

}  // namespace adv
