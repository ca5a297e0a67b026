// SPDX-License-Identifier: GPL-3.0-or-later
// advscope templates: trains a linear classifier, mixes a template into a picture, and weighs robustness.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "app/cli/templates_report.hpp"
#include "engine/api/epsilon.hpp"
#include "engine/api/templates.hpp"
#include "widgets/figures/templates_figure.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(DATA is signs (drawn, needs no files), mnist, mnist-3-7, cifar10, or a folder of one folder for each class. Pixels are in
0 to 1. What is minimised: mean loss + L2/2 |W|^2 + L1 |W|_1. --mix adds the target's template, scaled such that its
largest weight is 1, AMOUNT times; without --amount, 1.25 times what is needed.

Examples:
  advscope templates --figure templates.pdf
  advscope templates --data mnist --epsilon 0.25 --json
  advscope templates --data mnist-3-7 --seed 2 --l1 0.001
  advscope templates --mix test:4 --target "no entry" --amount 12/255
  advscope templates --data mnist --mix noise:1 --target 8 --trade-off 0,0.001,0.01,0.1,1)";

struct TemplatesCommand {
  CommonOptions common;
  FigureOptions figure;
  std::string data = "signs";
  std::string loss;
  linear::Settings settings;
  linear::Start start;
  std::optional<double> epochs;
  std::optional<std::string> epsilon;
  std::optional<std::string> mix;
  std::optional<std::string> target;
  std::optional<std::string> amount;
  std::optional<std::vector<double>> tradeOff;
};

double readDistance(const std::optional<std::string>& text, const char* option, double fallback) {
  if (!text) return fallback;
  const auto distance = Epsilon::parse(*text);
  if (distance && distance->unit() > 0.0 && distance->unit() <= 1.0) return distance->unit();
  throw UsageError(std::string(option) + " " + *text +
                   " is no distance above 0 and up to 1. Write it like 8/255 or 0.03.");
}

/// "test:4", "noise:1", "noise", or a picture as everywhere.
MixedPicture readMixed(const std::string& text) {
  const ImageSource image = readImageSource(text);
  if (const auto* sample = std::get_if<SampleImage>(&image)) {
    if (sample->data == "test") return TestPicture{sample->index};
    if (sample->data == "noise") return NoisePicture{static_cast<std::uint64_t>(sample->index)};
    return image;
  }
  if (text == "noise") return NoisePicture{};
  std::error_code ignored;
  if (std::filesystem::exists(text, ignored)) return image;
  throw UsageError("--mix " + text + " is neither test:N, nor noise:N, nor a picture.");
}

TemplateMixed mix(const TemplatesCommand& command, const TemplatesReady& ready, HeadlessEngine& engine) {
  const linear::KnownData& known = linear::known(command.data);
  ModelInfo labels;
  labels.title = "the classifier of " + command.data;
  labels.labels = ready.weights->labels;
  MixRequest request;
  request.data = command.data;
  request.weights = ready.weights;
  request.picture = readMixed(command.mix.value_or("test:0"));
  request.target = command.target ? readClass(*command.target, labels, "--target") : -1;
  request.amount = readDistance(command.amount, "--amount", 0.0);
  request.reach = std::max(known.reach, request.amount);
  TemplateMixed mixed = engine.ask<TemplateMixed>(request);
  while (mixed.needed < 0.0 && !command.amount && request.reach < 1.0) {
    request.reach = std::min(1.0, 2 * request.reach);
    mixed = engine.ask<TemplateMixed>(request);
  }
  if (command.amount || mixed.needed < 0.0) return mixed;
  request.amount = std::min(request.reach, mixed.needed * 1.25);
  return engine.ask<TemplateMixed>(request);
}

TemplatesRequest readTraining(const TemplatesCommand& command) {
  const linear::KnownData& known = linear::known(command.data);
  TemplatesRequest request;
  request.plan = {command.data, command.start};
  request.plan.start.logistic = command.loss.empty() ? known.logistic : command.loss == "logistic";
  request.settings = command.settings;
  request.epochs = command.epochs.value_or(known.epochs);
  request.epsilon = readDistance(command.epsilon, "--epsilon", known.epsilon);
  return request;
}

void trainTemplates(const TemplatesCommand& command) {
  const TemplatesRequest request = readTraining(command);
  HeadlessEngine engine(command.common.device);
  TemplatesFigureData result{engine.ask<TemplatesReady>(request), {}, {}};
  if (command.mix || command.figure.isWanted()) result.mixed = mix(command, result.training, engine);
  if (command.tradeOff) {
    TradeOffRequest tradeOff{request.plan, request.settings, *command.tradeOff, request.epochs, request.epsilon};
    std::sort(tradeOff.strengths.begin(), tradeOff.strengths.end());
    result.tradeOff = engine.ask<TradeOffReady>(tradeOff);
  }
  Json document = toJson(result);
  if (command.figure.isWanted()) document["files"] = writeFigure(TemplatesFigure(result), command.figure);
  if (command.common.json) return printJson(document);
  printReport(result);
  printWritten(document["files"]);
}

void addTrainingOptions(CLI::App& command, TemplatesCommand& options) {
  const char* const group = "Training";
  const auto real = [&](const char* name, double& value, const char* help, const char* text) {
    command.add_option(name, value, help)->option_text(text)->group(group);
  };
  command.add_option("--data,-d", options.data, "What is learned")->option_text("DATA [signs]")->group(group);
  command.add_option("--loss", options.loss, "softmax: a score for each class; logistic: one score for two classes")
      ->check(CLI::IsMember({"softmax", "logistic"}))
      ->option_text("softmax|logistic [fitting the data]")
      ->group(group);
  real("--l2", options.settings.l2, "L2 regularisation, 0 to 1000000", "X [0]");
  real("--l1", options.settings.l1, "L1 regularisation, 0 to 1000000", "X [0]");
  real("--learning-rate", options.settings.learningRate, "Step of the descent; 0: 4 / the largest variance of the data",
       "X [0]");
  real("--momentum", options.settings.momentum, "Share of the past in the mean of the gradients, 0 to 0.999",
       "X [0.9]");
  command.add_option("--batch", options.settings.batch, "Pictures of an update, 1 to 10000")
      ->option_text("N [100]")
      ->group(group);
  command
      .add_option("--adversarial", options.settings.epsilon,
                  "Logistic regression: trains on the worst case of this L∞ size, 0 to 1")
      ->option_text("X [0]")
      ->group(group);
  real("--init", options.start.initialScale, "Standard deviation of the first weights, 0 to 100", "X [0.001]");
  command.add_option("--epochs", options.epochs, "Passes over the training pictures")
      ->option_text("X [fitting the data]")
      ->group(group);
  addSeedOption(command, options.start.seed, "Seed of the first weights and of the order of the pictures");
}

void addTemplatesCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("templates", "Train a linear classifier and fool it with its own templates");
  const auto options = std::make_shared<TemplatesCommand>();
  addTrainingOptions(*command, *options);
  command->add_option("--epsilon,-e", options->epsilon, "L∞ size of the FGSM that is measured: 8/255 or 0.25")
      ->option_text("EPS [fitting the data]");
  command->add_option("--mix", options->mix, "What a template is added to: test:4, noise:1, or a picture")
      ->option_text("IMAGE");
  command
      ->add_option("--target,-t", options->target, "Class whose template is added: its index, or its label in quotes")
      ->option_text("CLASS [the one that needs the least]");
  command->add_option("--amount", options->amount, "How much of it: the L∞ size of what is added")
      ->option_text("EPS [1.25 times what is needed]");
  command
      ->add_option("--trade-off", options->tradeOff,
                   "Train and measure once for each of these L2 regularisations, separated by commas")
      ->delimiter(',')
      ->option_text("L2,L2,…");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { trainTemplates(*options); }; });
}

const RegisterCommand kRegistered{160, addTemplatesCommand};

}  // namespace

}  // namespace adv
