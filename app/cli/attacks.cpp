// SPDX-License-Identifier: GPL-3.0-or-later
// advscope attacks: what can be run, and with which parameters.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"

namespace adv {
namespace {

constexpr std::size_t kColumns = 100;

std::string rangeOf(const ParamSpec& spec) {
  if (spec.kind == ParamKind::Flag) return "true|false";
  if (spec.kind == ParamKind::Choice) {
    std::string all;
    for (const std::string& choice : spec.choices) all += (all.empty() ? "" : "|") + choice;
    return all;
  }
  return formatParam(spec, spec.minimum) + " … " + formatParam(spec, spec.maximum);
}

void printAttack(const AttackInfo& attack) {
  printText(attack.id + ": " + attack.title + ", " + attack.norm +
            (attack.targeting == Targeting::Never ? "" : ", can be targeted") + "\n");
  printText("  " + wrapped(attack.summary, kColumns, 2) + "\n");
  if (!attack.formula.empty()) printText("  " + wrapped(attack.formula, kColumns, 2) + "\n");
  if (!attack.citation.empty()) printText("  " + wrapped(attack.citation, kColumns, 2) + "\n");
  std::vector<std::vector<std::string>> rows;
  for (const ParamSpec& spec : attack.params) {
    rows.push_back({"  " + spec.name, spec.automatic ? "automatic" : formatParam(spec, spec.fallback), rangeOf(spec),
                    spec.unit, spec.help});
  }
  printText(textTable(rows, {Align::Left, Align::Left, Align::Left, Align::Left, Align::Left}) + "\n");
}

void listAttacks(const CommonOptions& options) {
  const HeadlessEngine engine(options.device);
  if (!options.json) {
    for (const AttackInfo& attack : engine.engine().attacks()) printAttack(attack);
    return;
  }
  Json list = Json::array();
  for (const AttackInfo& attack : engine.engine().attacks()) list.push_back(toJson(attack));
  printJson(list);
}

void addAttacksCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("attacks", "List the attacks with their parameters, defaults and ranges");
  const auto options = std::make_shared<CommonOptions>();
  addCommonOptions(*command, *options);
  command->footer("Example:\n  advscope attacks --json");
  command->callback([options, &work] { work = [options] { listAttacks(*options); }; });
}

const RegisterCommand kRegistered{20, addAttacksCommand};

}  // namespace

}  // namespace adv
