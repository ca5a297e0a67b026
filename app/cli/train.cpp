// SPDX-License-Identifier: GPL-3.0-or-later
// advscope train: repeats the training of a bundled network.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

struct TrainCommand {
  CommonOptions common;
  TrainRequest request;
};

std::string epochLine(const EpochDone& epoch) {
  return "epoch " + std::to_string(epoch.epoch) + "/" + std::to_string(epoch.epochs) + "  loss " +
         significant(epoch.trainLoss).toStdString() + "  test accuracy " +
         QString::number(100.0 * epoch.testAccuracy, 'f', 2).toStdString() + " %\n";
}

void train(const TrainCommand& command) {
  HeadlessEngine engine(command.common.device);
  Json epochs = Json::array();
  const auto trained = engine.ask<Trained>(command.request, [&](const Payload& payload) {
    const auto* epoch = payload.as<EpochDone>();
    if (!epoch) return;
    epochs.push_back(toJson(*epoch));
    if (!command.common.json) printText(epochLine(*epoch));
  });
  if (!command.common.json) {
    return printText("Wrote " + trained.folder + ": test accuracy " +
                     QString::number(100.0 * trained.testAccuracy, 'f', 2).toStdString() + " % after " +
                     durationText(trained.seconds).toStdString() + ".\n");
  }
  Json document = toJson(trained);
  document["recipe"] = command.request.recipe;
  document["seed"] = command.request.seed;
  document["epochs"] = std::move(epochs);
  document["device"] = engine.engine().device().name;
  printJson(document);
}

void addTrainCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("train", "Train a bundled network again");
  const auto options = std::make_shared<TrainCommand>();
  command->add_option("RECIPE", options->request.recipe, "Which network: signs or digits")->required();
  command
      ->add_option("--out,-o", options->request.folder,
                   "Folder for the model card, the weights and the state to resume from")
      ->required()
      ->option_text("DIR");
  command
      ->add_option("--epochs", options->request.epochs,
                   "Passes over the training data; otherwise as many as the recipe says")
      ->check(CLI::Range(1, 10000))
      ->option_text("N");
  addSeedOption(*command, options->request.seed, "Seed of the weights and of the order of pictures");
  addCommonOptions(*command, options->common);
  command->footer(
      "Stopped with Ctrl+C, the same command goes on where it was.\n\nExample:\n  advscope train signs --out my-signs "
      "--epochs 12");
  command->callback([options, &work] { work = [options] { train(*options); }; });
}

const RegisterCommand kRegistered{200, addTrainCommand};

}  // namespace

}  // namespace adv
