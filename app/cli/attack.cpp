// SPDX-License-Identifier: GPL-3.0-or-later
// advscope attack: one attack on one picture, step by step.
#include <memory>

#include "app/cli/attack_report.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "app/cli/save_run.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Distances are in units of the pixel range: 8/255 = 8 levels = 0.0314. The label is the data's where
it is known, otherwise the prediction. Predictions are those of the 8-bit picture; JSON has the float ones too.

Examples:
  advscope attack photo.jpg --model squeezenet1_1 --attack bim --epsilon 8/255 --step-size 1/255 --steps 20
  advscope attack photo.jpg -m squeezenet1_1 -a bim -e 8 --levels --target "tabby" --save out --json
  advscope attack mnist-test:7 -m digits -a fgsm -e 0.2 --label 9)";

struct AttackCommand {
  CommonOptions common;
  AttackOptions attack;
  std::string image;
  std::string model;
  std::string saveFolder;
  std::optional<std::string> label;
  int top = 5;
};

void attack(const AttackCommand& command) {
  HeadlessEngine engine(command.common.device);
  const AttackInfo& info = findAttackInfo(engine.engine(), command.attack.attack);
  AttackRequest request;
  request.attack = info.id;
  request.params = readParams(info, command.attack);
  request.seed = command.attack.seed;
  request.top = command.top;
  request.subject = {command.model, readImageSource(command.image),
                     readClass(command.label, engine, command.model, "--label")};
  request.target = readClass(command.attack.target, engine, command.model, "--target");

  if (!command.saveFolder.empty()) makeFolder(command.saveFolder);
  std::vector<FramePtr> frames;
  const auto finished = engine.ask<AttackFinished>(request, [&](const Payload& payload) {
    if (const auto* progressed = payload.as<AttackProgressed>())
      frames.insert(frames.end(), progressed->frames.begin(), progressed->frames.end());
  });
  Json document = toJson(finished, frames, info, engine.engine().device());
  document["image"] = command.image;
  if (!command.saveFolder.empty()) saveRun(command.saveFolder, finished, engine, document);
  if (command.common.json) return printJson(document);
  printText(attackReport(finished, frames, info, engine.engine().device()));
  printWritten(document["files"]);
}

void addAttackCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("attack", "Attack a picture");
  const auto options = std::make_shared<AttackCommand>();
  command->add_option("IMAGE", options->image, "A picture file, or one of a data set: mnist-test:7")->required();
  command->add_option("--model,-m", options->model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  command
      ->add_option("--label", options->label, "Class that the attack is judged by: its index, or its label in quotes")
      ->option_text("CLASS");
  command->add_option("--top", options->top, "How many classes each prediction lists")
      ->check(CLI::Range(1, 100000))
      ->option_text("K [5]");
  command
      ->add_option("--save", options->saveFolder,
                   "Write original.png, adversarial.png, perturbation.png and result.json here")
      ->option_text("DIR");
  addAttackOptions(*command, options->attack, false);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { attack(*options); }; });
}

const RegisterCommand kRegistered{40, addAttackCommand};

}  // namespace

}  // namespace adv
