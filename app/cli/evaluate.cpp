// SPDX-License-Identifier: GPL-3.0-or-later
// advscope evaluate: how often an attack succeeds on a data set.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(DATA is mnist-test, mnist-train, cifar10-test or signs-test, or a folder with one folder for each class.
DATA:A-B takes the pictures with A <= i < B, in file order.

Examples:
  advscope evaluate --model advertorch_clean --data mnist-test:0-1000 --attack fgsm --epsilon 0.1
  advscope evaluate --model digits --data mnist-test --attack none --json
  advscope evaluate -m carlini_distilled_T100 -d mnist-test:0-500 -a bim -e 0.3 --step-size 0.01 --steps 40 \
    --logits-scale 0.01)";

struct EvaluateCommand {
  CommonOptions common;
  AttackOptions attack;
  EvaluateRequest request;
};

std::string share(int part, int whole) {
  const double percent = whole > 0 ? 100.0 * part / whole : 0.0;
  return std::to_string(part) + " of " + std::to_string(whole) + " (" + QString::number(percent, 'f', 2).toStdString() +
         " %)";
}

void printReport(const EvaluateRequest& request, const Evaluated& result, const AttackInfo* attack) {
  std::string title = request.model + " · " + request.data + " · " + request.attack;
  for (const auto& [name, value] : result.params) {
    if (const ParamSpec* spec = attack ? attack->param(name) : nullptr)
      title += " · " + name + " " + formatParam(*spec, value);
  }
  if (request.logitsScale != 1.0) title += " · logits × " + significant(request.logitsScale).toStdString();
  std::vector<std::vector<std::string>> rows = {{"right before", share(result.cleanCorrect, result.count)}};
  if (attack) {
    rows.push_back({"right before and after", share(result.robustCorrect, result.count)});
    rows.push_back(
        {"fooled, of those right before", share(result.cleanCorrect - result.robustCorrect, result.cleanCorrect)});
    rows.push_back({"mean L2", significant(result.meanL2).toStdString()});
    rows.push_back({"mean L∞", levelsText(result.meanLinf).toStdString()});
  }
  rows.push_back({"time", durationText(result.seconds).toStdString()});
  printText(title + "\n" + textTable(rows, {Align::Left, Align::Left}) +
            (result.note.empty() ? "" : result.note + "\n"));
}

/// What "none" is to readParams: something without a norm, a target and parameters.
AttackInfo noAttack() {
  AttackInfo none;
  none.id = "none";
  none.title = "No attack";
  none.norm = "nothing";
  return none;
}

void evaluate(const EvaluateCommand& command) {
  HeadlessEngine engine(command.common.device);
  EvaluateRequest request = command.request;
  request.attack = command.attack.attack;
  request.seed = command.attack.seed;
  const AttackInfo* attack = request.attack == "none" ? nullptr : &findAttackInfo(engine.engine(), request.attack);
  request.params = readParams(attack ? *attack : noAttack(), command.attack);
  request.target = readClass(command.attack.target, engine, request.model, "--target");
  const auto result = engine.ask<Evaluated>(request);
  if (!command.common.json) return printReport(request, result, attack);
  Json document = toJson(result);
  document["model"] = request.model;
  document["data"] = request.data;
  document["attack"] = request.attack;
  document["parameters"] = attack ? paramsToJson(result.params, *attack) : Json::object();
  document["seed"] = request.seed;
  document["eight_bit"] = request.eightBit;
  document["logits_scale"] = request.logitsScale;
  document["device"] = engine.engine().device().name;
  printJson(document);
}

void addEvaluateCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("evaluate", "Attack every picture of a data set and count");
  const auto options = std::make_shared<EvaluateCommand>();
  command->add_option("--model,-m", options->request.model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  command->add_option("--data,-d", options->request.data, "Pictures with labels; see below")
      ->required()
      ->option_text("DATA[:A-B]");
  command->add_option("--batch", options->request.batch, "Pictures that are attacked together")
      ->check(CLI::Range(1, 65536))
      ->option_text("N [128]");
  command->add_flag("--eight-bit", options->request.eightBit,
                    "Judge the rounded 8-bit pictures instead of the float ones");
  command
      ->add_option("--logits-scale", options->request.logitsScale,
                   "The attack sees the logits multiplied by this; predictions stay what they are")
      ->check(CLI::Range(1e-6, 1e6))
      ->option_text("S [1]");
  addAttackOptions(*command, options->attack, true);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { evaluate(*options); }; });
}

const RegisterCommand kRegistered{50, addEvaluateCommand};

}  // namespace

}  // namespace adv
