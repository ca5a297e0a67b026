// SPDX-License-Identifier: GPL-3.0-or-later
// advscope playground: trains a classifier of the plane and attacks it; or measures how straight real networks run.
#include <algorithm>
#include <array>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/linearity_report.hpp"
#include "app/cli/options.hpp"
#include "app/cli/playground_report.hpp"
#include "widgets/figures/playground_figure.hpp"
#include "widgets/plots/plane_text.hpp"

namespace adv {
namespace {

constexpr char kFooter[] = R"(The plane reaches from -1 to 1 on both axes; ε is a length on it.

Examples:
  advscope playground --preset xor --model relu --layers 8,8 --steps 500 --seed 1 --json
  advscope playground --preset circles --model rbf --at 0.9,0.9 --epsilon 0.3 --norm linf
  advscope playground --preset outlier --adversarial 0.1 --figure playground.pdf
  advscope playground --linearity --figure linearity.pdf
  advscope playground --linearity --data mnist-test --picture 7 --json)";

struct PlaygroundCommand {
  CommonOptions common;
  FigureOptions figure;
  std::string preset = "outlier";
  std::string model = "relu";
  std::string layers = "12,12";
  std::string norm = "l2";
  std::string at;
  bool gradientDescent = false;
  PlaygroundRequest request;
  bool linearity = false;
  std::string data = "signs-test";
  int picture = 3;
  int count = 300;
};

PlaneModelKind readKind(const std::string& id) {
  for (int kind = 0; kind <= static_cast<int>(PlaneModelKind::Radial); ++kind)
    if (id == idOf(static_cast<PlaneModelKind>(kind))) return static_cast<PlaneModelKind>(kind);
  throw UsageError("There is no classifier \"" + id +
                   "\". Choose linear, polynomial, relu, tanh, sigmoid, maxout or rbf.");
}

PlanePlace readPlace(const std::string& text) {
  const QStringList parts = QString::fromStdString(text).split(QLatin1Char(','));
  bool isX = false, isY = false;
  const PlanePlace at{parts.value(0).toDouble(&isX), parts.value(1).toDouble(&isY)};
  if (parts.size() != 2 || !isX || !isY || std::max(std::abs(at.x), std::abs(at.y)) > 1.0)
    throw UsageError("--at needs two numbers from -1 to 1: 0.2,-0.4.");
  return at;
}

PlaygroundRequest readRequest(const PlaygroundCommand& command) {
  PlaygroundRequest request = command.request;
  request.model.kind = readKind(command.model);
  request.model.layers = readLayers(QString::fromStdString(command.layers));
  if (request.model.layers.empty()) throw UsageError("--layers needs 1 to 6 numbers from 1 to 64: 8,8.");
  request.training.adam = !command.gradientDescent;
  request.training.norm = command.norm == "linf" ? PlaneNorm::Linf : PlaneNorm::L2;
  return request;
}

Json writeFigureOf(const Figure& figure, const FigureOptions& options) {
  if (!options.isWanted()) return Json::array();
  return writeFigure(figure, options);
}

void train(const PlaygroundCommand& command) {
  HeadlessEngine engine(command.common.device);
  PlaygroundFigureData data;
  data.request = readRequest(command);
  data.preset = QString::fromStdString(command.preset);
  const auto points = engine.ask<PlanePoints>(PlanePointsRequest{command.preset, data.request.seed});
  data.request.points = points.points;
  data.request.heldOut = points.heldOut;
  data.ready = engine.ask<PlaygroundReady>(data.request);
  PlaneProbeRequest probe;
  probe.model = data.request.model;
  probe.state = data.ready.state;
  probe.norm = data.request.training.norm;
  probe.epsilon = data.request.epsilon;
  probe.reach = std::max(1.0, probe.epsilon);
  probe.seed = data.request.seed;
  const PlanePoint& start = points.points.at(static_cast<std::size_t>(points.start));
  probe.at = command.at.empty() ? start.at : readPlace(command.at);
  if (command.at.empty()) probe.label = start.of;
  data.probed = engine.ask<PlaneProbed>(probe);
  Json document = toJson(data);
  document["files"] = writeFigureOf(PlaygroundFigure(data), command.figure);
  command.common.json ? printJson(document, -1) : printReport(data, document["files"]);
}

void measureLinearity(const PlaygroundCommand& command) {
  const auto& sources = linearitySources();
  const auto source = std::find_if(sources.begin(), sources.end(),
                                   [&](const LinearitySource& one) { return command.data == one.test; });
  if (source == sources.end()) throw UsageError("--data of --linearity is signs-test or mnist-test.");
  LinearityRequest request = linearityRequest(*source, command.picture);
  request.count = command.count;
  HeadlessEngine engine(command.common.device);
  const auto ready = engine.ask<LinearityReady>(request);
  Json document = toJson(request, ready);
  document["files"] = writeFigureOf(LinearityFigure(request, ready, source->usualLevels), command.figure);
  command.common.json ? printJson(document, -1) : printReport(ready, source->usualLevels, document["files"]);
}

void addPlaneOptions(CLI::App& command, PlaygroundCommand& options) {
  const char* const group = "The plane";
  const auto add = [&](const char* name, auto& value, const std::string& help) {
    return command.add_option(name, value, help)->group(group);
  };
  PlaygroundRequest& request = options.request;
  add("--preset", options.preset, "Points: outlier, lecture, blobs, xor, circles or spirals")
      ->option_text("NAME [outlier]");
  add("--model", options.model, "linear, polynomial, relu, tanh, sigmoid, maxout or rbf")->option_text("KIND [relu]");
  add("--layers", options.layers, "Units of a network's hidden layers")->option_text("N,N [12,12]");
  add("--degree", request.model.degree, "Degree of a polynomial")->check(CLI::Range(2, 7))->option_text("N [3]");
  add("--centres", request.model.centres, "Of an RBF network")->check(CLI::Range(1, 64))->option_text("N [12]");
  request.steps = 500;
  add("--steps", request.steps, "Steps of training, all points in each")
      ->check(CLI::Range(0, 100000))
      ->option_text("N [500]");
  add("--learning-rate", request.training.learningRate, "For each step")->option_text("RATE [0.03]");
  add("--weight-decay", request.training.weightDecay, "For each step of unit learning rate")->option_text("RATE [0]");
  add("--adversarial", request.training.adversarialEpsilon, "ε of adversarial training; 0 is off")
      ->option_text("EPS [0]");
  command.add_flag("--gradient-descent", options.gradientDescent, "Instead of Adam")->group(group);
  add("--at", options.at, "Where the attack starts; otherwise the O that is nearest to an X")->option_text("X,Y");
  add("--epsilon", request.epsilon, "Length of its step")->check(CLI::Range(0.0, 2.0))->option_text("EPS [0.25]");
  add("--norm", options.norm, "Norm of the step: l2 (along the gradient) or linf (along its sign)")
      ->check(CLI::IsMember({"l2", "linf"}))
      ->option_text("l2|linf [l2]");
}

void addPlaygroundCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("playground", "Overfitting or linearity: train and attack on a plane");
  const auto options = std::make_shared<PlaygroundCommand>();
  addPlaneOptions(*command, *options);
  const char* const group = "How linear is a network";
  command->add_flag("--linearity", options->linearity, "Logits of four networks along the FGSM direction of a picture")
      ->group(group);
  command->add_option("--data", options->data, "Labelled pictures: signs-test or mnist-test")
      ->group(group)
      ->option_text("DATA [signs-test]");
  command->add_option("--picture", options->picture, "Which one, from 0")
      ->check(CLI::NonNegativeNumber)
      ->group(group)
      ->option_text("N [3]");
  command->add_option("--count", options->count, "Pictures that errors are counted on")
      ->check(CLI::Range(1, 100000))
      ->group(group)
      ->option_text("N [300]");
  addSeedOption(*command, options->request.seed, "Seed of the points, of the first weights and of the noise");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback(
      [options, &work] { work = [options] { options->linearity ? measureLinearity(*options) : train(*options); }; });
}

const RegisterCommand kRegistered{180, addPlaygroundCommand};

}  // namespace

}  // namespace adv
