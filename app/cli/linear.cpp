// SPDX-License-Identifier: GPL-3.0-or-later
// advscope linear: logistic regression against nothing, against large weights and against the adversary.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/headless_engine.hpp"
#include "app/cli/options.hpp"
#include "app/cli/output.hpp"
#include "engine/api/decay.hpp"
#include "engine/api/epsilon.hpp"
#include "widgets/figures/decay_figure.hpp"
#include "widgets/plots/decay_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Three logistic regressions see the same pictures in the same order. They minimise softplus(-m), softplus(-m) + λ‖w‖₁ and
softplus(ε‖w‖₁ - m), with m = y (w·x + b) (Goodfellow, Shlens, Szegedy 2014, section 5). Errors under attack are those of
the worst ‖η‖∞ ≤ ε, which FGSM reaches exactly; pixels are not clipped.

Examples:
  advscope linear
  advscope linear --data mnist-3-7 --epsilon 0.25 --json
  advscope linear --data mnist-3-7 -e 64/255 --l1 0.005 --epochs 40 --figure decay.pdf)";

struct LinearCommand {
  CommonOptions common;
  FigureOptions figure;
  DecayRequest request;
  std::string epsilon = "32/255";
};

constexpr const char* kNames[kDecayModels] = {"plain", "l1_decay", "adversarial"};

double worstErrorAt(const DecayReady& ready, std::size_t model) {
  return between(ready.epsilons, ready.models[model].worstErrors, ready.request.epsilon);
}

Json toJson(const DecayReady& ready) {
  Json models = Json::array();
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    const DecayModel& model = ready.models[i];
    models.push_back({{"training", kNames[i]},
                      {"norm_l1", model.normL1},
                      {"test_loss", model.loss},
                      {"clean_error", model.error},
                      {"worst_error", model.points.back().worstError},
                      {"worst_errors", model.worstErrors}});
  }
  const DecayRequest& request = ready.request;
  return {{"data", request.data},
          {"labels", ready.labels},
          {"train_count", ready.trainCount},
          {"test_count", ready.testCount},
          {"epsilon", request.epsilon},
          {"l1", request.l1},
          {"epochs", ready.epochs},
          {"seed", request.seed},
          {"epsilons", ready.epsilons},
          {"models", models}};
}

void printReport(const DecayReady& ready) {
  printText(decaySentence(ready, ready.request.epsilon).toStdString() + "\n");
  std::vector<std::vector<std::string>> rows = {{"TRAINING", "‖w‖₁", "CLEAN ERROR", "WORST ERROR"}};
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    const DecayModel& model = ready.models[i];
    rows.push_back({decayName(static_cast<DecayKind>(i)).toStdString(), significant(model.normL1).toStdString(),
                    shareText(model.error).toStdString(), shareText(worstErrorAt(ready, i)).toStdString()});
  }
  printText(textTable(rows, {Align::Left, Align::Right, Align::Right, Align::Right}) + "  " +
            DecayFigure(ready).caption().toStdString() + "\n");
}

void trainLinear(LinearCommand command) {
  const auto epsilon = Epsilon::parse(command.epsilon, false);
  if (!epsilon) throw UsageError("--epsilon " + command.epsilon + " is no distance. Write it like 64/255 or 0.25.");
  command.request.epsilon = epsilon->unit();
  HeadlessEngine engine(command.common.device);
  const auto ready = engine.ask<DecayReady>(command.request);
  std::vector<std::string> files;
  if (command.figure.isWanted()) files = writeFigure(DecayFigure(ready), command.figure);
  if (command.common.json) {
    Json document = toJson(ready);
    document["files"] = files;
    return printJson(document, -1);
  }
  printReport(ready);
  printWritten(files);
}

void addLinearCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("linear", "Adversarial training against weight decay, where both are exact");
  const auto options = std::make_shared<LinearCommand>();
  DecayRequest& request = options->request;
  command->add_option("--data", request.data, "Two classes: signs-30-80, mnist-3-7, or a folder of two class folders")
      ->option_text("DATA [signs-30-80]");
  command->add_option("--epsilon,-e", options->epsilon, "‖η‖∞ of the adversary in training, and of the attack")
      ->option_text("EPS [32/255]");
  command->add_option("--l1", request.l1, "Strength λ of the weight decay")->capture_default_str();
  command->add_option("--epochs", request.epochs, "How often each picture is seen")->capture_default_str();
  addSeedOption(*command, request.seed, "Seed of the first weights and of the order of the pictures");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { trainLinear(*options); }; });
}

const RegisterCommand kRegistered{170, addLinearCommand};

}  // namespace

}  // namespace adv
