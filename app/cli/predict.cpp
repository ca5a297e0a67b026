// SPDX-License-Identifier: GPL-3.0-or-later
// advscope predict: what a network sees in a picture.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "app/cli/prediction_table.hpp"

namespace adv {
namespace {

struct PredictOptions {
  CommonOptions common;
  std::string image;
  std::string model;
  int top = 5;
};

void predict(const PredictOptions& options) {
  HeadlessEngine engine(options.common.device);
  const Subject subject{options.model, readImageSource(options.image), {}};
  const auto predicted = engine.ask<Predicted>(PredictRequest{subject, options.top});
  const std::string& device = engine.engine().device().name;
  if (!options.common.json) {
    printText(nameOf(subject.image) + " · " + predicted.model.title + " · " + device + "\n" +
              predictionTable(predicted.prediction, predicted.model));
    return;
  }
  printJson({{"model", options.model},
             {"image", options.image},
             {"device", device},
             {"predictions", scoresToJson(predicted.prediction, predicted.model)},
             {"label", predicted.labelSource == LabelSource::Predicted ? Json() : Json(predicted.label)},
             {"label_source", nameOf(predicted.labelSource)},
             {"image_sha256", predicted.imageSha256},
             {"milliseconds", predicted.milliseconds}});
}

void addPredictCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("predict", "Predict a picture");
  const auto options = std::make_shared<PredictOptions>();
  command->add_option("IMAGE", options->image, "A picture file, or one of a data set: mnist-test:7")->required();
  command->add_option("--model,-m", options->model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  command->add_option("--top", options->top, "How many classes to print")
      ->check(CLI::Range(1, 100000))
      ->option_text("K [5]");
  addCommonOptions(*command, options->common);
  command->footer(
      "Examples:\n  advscope predict photo.jpg --model squeezenet1_1 --top 3\n  advscope predict mnist-test:7 --model "
      "digits --json");
  command->callback([options, &work] { work = [options] { predict(*options); }; });
}

const RegisterCommand kRegistered{30, addPredictCommand};

}  // namespace

}  // namespace adv
