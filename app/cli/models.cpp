// SPDX-License-Identifier: GPL-3.0-or-later
// advscope models: the networks that were found, and why others cannot be used.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/similar_models.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

std::string inputOf(const ModelInfo& model) {
  return std::to_string(model.width) + "×" + std::to_string(model.height) + (model.channels == 1 ? " grey" : " RGB");
}

std::string accuracyOf(const ModelInfo& model) {
  if (model.cleanAccuracy < 0.0) return "–";
  return QString::number(100.0 * model.cleanAccuracy, 'f', 2).toStdString() + " %";
}

void printTable(const std::vector<ModelInfo>& models) {
  std::vector<std::vector<std::string>> rows = {{"ID", "INPUT", "CLASSES", "ACCURACY", "SET", "TITLE"}};
  for (const ModelInfo& model : setsLast(models)) {
    const std::string title = model.available ? model.title : model.title + " (not available)";
    rows.push_back(
        {model.id, inputOf(model), std::to_string(model.classCount()), accuracyOf(model), model.group, title});
  }
  printText(textTable(rows, {Align::Left, Align::Left, Align::Right, Align::Right, Align::Left, Align::Left}));
  for (const ModelInfo& model : models) {
    if (!model.available) printText("  " + model.id + ": " + model.whyNot + "\n");
  }
}

void listModels(const CommonOptions& options) {
  const HeadlessEngine engine(options.device);
  if (!options.json) return printTable(engine.engine().models());
  Json list = Json::array();
  for (const ModelInfo& model : setsLast(engine.engine().models())) list.push_back(toJson(model));
  printJson(list);
}

void addModelsCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("models", "List the networks, and why others cannot be used");
  const auto options = std::make_shared<CommonOptions>();
  addCommonOptions(*command, *options);
  command->footer("Example:\n  advscope models --json");
  command->callback([options, &work] { work = [options] { listModels(*options); }; });
}

const RegisterCommand kRegistered{10, addModelsCommand};

}  // namespace

}  // namespace adv
