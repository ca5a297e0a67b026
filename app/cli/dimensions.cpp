// SPDX-License-Identifier: GPL-3.0-or-later
// advscope dimensions: the needed ε against the number of dimensions.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/dimensions.hpp"
#include "widgets/figures/dimension_words.hpp"
#include "widgets/figures/dimensions_figure.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Draws linear classifiers with normal weights and finds by bisection the smallest ε at which x + ε·sign(w) is another
class. With --weights norm ‖w‖₂ is the same for every d, with --weights size every weight's size is; at d = 10 both are
the lecture's. The ε of noise is where 1 in 44 random perturbations changes the class. With --train softmax regression is
also trained on the data sets named, and the median ε over its test pictures is measured.

Examples:
  advscope dimensions
  advscope dimensions --dimensions 10,784,150528 --models 50 --json
  advscope dimensions --train signs,mnist,cifar10 --d 3072 --figure dimensions.pdf)";

struct DimensionsCommand {
  CommonOptions common;
  FigureOptions figure;
  DimensionsRequest request;
  std::string weights = "norm";
  int d = 784;
  std::vector<std::string> train;
  int batches = 1200;
};

Json toJson(const DimensionPoint& point) {
  return {{"d", point.d},
          {"epsilon", point.median},
          {"theory", point.theory},
          {"smallest", point.low},
          {"largest", point.high},
          {"noise_epsilon", point.noise},
          {"noise_theory", point.noiseTheory}};
}

Json toJson(const DimensionPicture& picture) {
  return {{"d", picture.shape.numbers()},
          {"height", picture.shape.height},
          {"width", picture.shape.width},
          {"channels", picture.shape.channels},
          {"epsilon", picture.epsilon},
          {"clean_score", picture.cleanScore},
          {"adversarial_score", picture.adversarialScore},
          {"noise_score", picture.noiseScore},
          {"epsilon_norm_l1", picture.adversarialPush},
          {"epsilon_norm_l2", picture.noisePush},
          {"epsilon_sqrt_d_norm_l2", picture.bound}};
}

Json toJson(const DimensionsTrained& trained) {
  Json points = Json::array();
  for (const TrainedPoint& point : trained.points)
    points.push_back({{"data", point.data},
                      {"d", point.d},
                      {"median_epsilon", point.epsilon},
                      {"accuracy", point.accuracy},
                      {"norm_ratio", point.advantage}});
  return {{"points", points}, {"missing", trained.missing}, {"batches", trained.request.batches}};
}

void printReport(const DimensionsMeasured& measured, const DimensionPicture& picture,
                 const std::optional<DimensionsTrained>& trained) {
  std::vector<std::vector<std::string>> rows = {{"d", "needed ε", "theory", "random signs"}};
  for (const DimensionPoint& point : measured.points)
    rows.push_back({std::to_string(point.d), levelsText(point.median).toStdString(),
                    levelsText(point.theory).toStdString(), levelsText(point.noise).toStdString()});
  printText(dimensionSentence(picture).toStdString() + "\n" +
            textTable(rows, {Align::Right, Align::Right, Align::Right, Align::Right}) + "  " +
            dimensionReason(picture).toStdString() + "\n");
  if (!trained) return;
  for (const TrainedPoint& point : trained->points)
    printText("  " + point.data + ": d = " + std::to_string(point.d) + ", needed ε " +
              levelsText(point.epsilon).toStdString() + " in the median, accuracy " +
              shareText(point.accuracy).toStdString() + "; " + significant(point.advantage, 3).toStdString() +
              " times farther than random signs\n");
  for (const std::string& name : trained->missing) printText("  " + name + ": not there\n");
}

void dimensions(const DimensionsCommand& command) {
  HeadlessEngine engine(command.common.device);
  DimensionsRequest request = command.request;
  request.setting.scale = command.weights == "norm" ? WeightScale::SameNorm : WeightScale::SameWeights;
  const auto measured = engine.ask<DimensionsMeasured>(request);
  const auto picture = engine.ask<DimensionPicture>(DimensionPictureRequest{request.setting, command.d});
  std::optional<DimensionsTrained> trained;
  if (!command.train.empty())
    trained =
        engine.ask<DimensionsTrained>(DimensionsTrainedRequest{command.train, command.batches, request.setting.seed});
  std::vector<std::string> files;
  if (command.figure.isWanted()) files = writeFigure(DimensionsFigure(measured, picture, trained), command.figure);
  if (!command.common.json) {
    printReport(measured, picture, trained);
    printWritten(files);
    return;
  }
  Json points = Json::array();
  for (const DimensionPoint& point : measured.points) points.push_back(toJson(point));
  printJson({{"margin", request.setting.margin},
             {"weights", command.weights},
             {"models", request.models},
             {"seed", request.setting.seed},
             {"points", points},
             {"picture", toJson(picture)},
             {"trained", trained ? toJson(*trained) : Json()},
             {"files", files}});
}

void addDimensionsCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("dimensions", "The more numbers, the smaller the nudge: needed ε against d");
  const auto options = std::make_shared<DimensionsCommand>();
  DimensionsRequest& request = options->request;
  command->add_option("--dimensions", request.dimensions, "Which d are measured; without it 16 from 10 to 150,528")
      ->delimiter(',')
      ->option_text("D,D,…");
  command->add_option("--margin", request.setting.margin, "Margin of the score")->capture_default_str();
  command->add_option("--weights", options->weights, "What is the same for every d")
      ->check(CLI::IsMember({"norm", "size"}))
      ->capture_default_str();
  command->add_option("--models", request.models, "Classifiers drawn for each d")->capture_default_str();
  command->add_option("--d", options->d, "Of the picture in the figure")->capture_default_str();
  command->add_option("--train", options->train, "Also train on signs, mnist, mnist-3-7, cifar10, or a folder")
      ->delimiter(',')
      ->option_text("DATA,…");
  command->add_option("--batches", options->batches, "Mini-batches of each training")->capture_default_str();
  addSeedOption(*command, request.setting.seed, "Seed of the classifiers");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { dimensions(*options); }; });
}

const RegisterCommand kRegistered{150, addDimensionsCommand};

}  // namespace

}  // namespace adv
