// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.hpp"

#include <map>

namespace adv {
namespace {

std::multimap<int, AddCommand>& registry() {
  static std::multimap<int, AddCommand> commands;
  return commands;
}

}  // namespace

RegisterCommand::RegisterCommand(int order, AddCommand add) { registry().emplace(order, add); }

void addCommands(CLI::App& app, Work& work) {
  for (const auto& [order, add] : registry()) add(app, work);
}

}  // namespace adv
