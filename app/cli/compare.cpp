// SPDX-License-Identifier: GPL-3.0-or-later
// advscope compare: several attacks on one picture, side by side.
#include <cmath>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/compare.hpp"
#include "engine/api/epsilon.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/figures/compare_figure.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(All attacks with an ε in L∞ get the same one; the others find their smallest change, or keep their own radius.
Without --attacks: the lecture's picture, which is fgsm, bim and illc at 32/255. `advscope attacks` lists all.

Examples:
  advscope compare photo.jpg --model squeezenet1_1 --figure compare.pdf
  advscope compare signs-test:3 -m signs --attacks fgsm,bim,noise --epsilon 8/255 --json)";

struct CompareCommand {
  CommonOptions common;
  FigureOptions figure;
  std::string image;
  std::string model;
  std::vector<std::string> attacks = lectureAttacks();
  std::string epsilon = "32/255";
  bool plainMeansLevels = false;
  std::optional<std::string> label;
  std::optional<std::string> target;
  std::uint64_t seed = 1;
};

double readEpsilon(const CompareCommand& command) {
  const auto epsilon = Epsilon::parse(command.epsilon, command.plainMeansLevels);
  if (epsilon && epsilon->unit() <= 1.0) return epsilon->unit();
  throw UsageError("--epsilon " + command.epsilon +
                   " is no distance from 0 to 255/255. Write 8/255, or 0.0314, or 8 with --levels.");
}

CompareRequest readRequest(const CompareCommand& command, HeadlessEngine& engine) {
  for (const std::string& id : command.attacks) findAttackInfo(engine.engine(), id);
  CompareRequest request;
  request.attacks = choicesAt(command.attacks, engine.engine().attacks(), readEpsilon(command));
  request.subject = {command.model, readImageSource(command.image),
                     readClass(command.label, engine, command.model, "--label")};
  request.target = readClass(command.target, engine, command.model, "--target");
  request.seed = command.seed;
  return request;
}

std::vector<std::string> tableRow(const ComparedAttack& row, const AttackInfo& info) {
  if (!row.finished) return {info.title, "! " + (row.failure ? row.failure->text() : "not run")};
  const AttackFinished& f = *row.finished;
  const OutcomeText text = outcomeOf(f);
  return {info.title,
          (signOf(text.outcome) + QLatin1Char(' ') + text.headline).toStdString(),
          percentText(f.adversarial.topProbability()).toStdString(),
          levelsText(f.distortion.linf).toStdString(),
          significant(f.distortion.l2).toStdString(),
          significant(f.distortion.l1).toStdString(),
          std::to_string(f.distortion.l0),
          significant(f.distortion.psnr).toStdString(),
          significant(f.ssim).toStdString(),
          durationText(f.milliseconds / 1000).toStdString(),
          std::to_string(f.cost.gradients),
          std::to_string(f.cost.queries)};
}

void printReport(const CompareReady& ready, const CompareRequest& request, const Engine& engine) {
  const ModelInfo& model = ready.clean.model;
  std::vector<std::vector<std::string>> rows = {
      {"ATTACK", "VERDICT", "SURE", "L∞", "L2", "L1", "L0", "PSNR", "SSIM", "TIME", "GRADIENTS", "QUERIES"}};
  for (const ComparedAttack& row : ready.attacks)
    rows.push_back(tableRow(row, findAttackInfo(engine, row.choice.attack)));
  std::vector<Align> alignment(rows.front().size(), Align::Right);
  alignment[0] = alignment[1] = Align::Left;
  printText(nameOf(request.subject.image) + " · " + model.title + " · label " + model.labelOf(ready.clean.label) +
            " (" + nameOf(ready.clean.labelSource) + "), clean: " + model.labelOf(ready.clean.prediction.topClass()) +
            " " + percentText(ready.clean.prediction.topProbability()).toStdString() + "\n\n" +
            textTable(rows, alignment) + "\n" + compareHeadline(ready, engine.attacks()).toStdString() + ".\n");
  for (const ComparedAttack& row : ready.attacks) {
    if (!row.finished) continue;
    const std::string title = findAttackInfo(engine, row.choice.attack).title;
    if (row.finished->success != row.finished->successFloat)
      printText(title + ": rounding to 8 bits changed the verdict; the float picture " +
                (row.finished->successFloat ? "succeeds.\n" : "does not.\n"));
    if (!row.finished->note.empty()) printText(title + ": " + row.finished->note + "\n");
  }
}

Json toJson(const CompareReady& ready, const Engine& engine) {
  Json attacks = Json::array();
  for (const ComparedAttack& row : ready.attacks) {
    const AttackInfo& info = findAttackInfo(engine, row.choice.attack);
    if (row.finished) {
      attacks.push_back(toJson(*row.finished, {}, info, engine.device()));
      for (const char* empty : {"iterations", "files"}) attacks.back().erase(empty);
    } else {
      attacks.push_back({{"attack", info.id}, {"error", row.failure ? row.failure->text() : "not run"}});
    }
  }
  return {{"image_sha256", ready.clean.imageSha256},
          {"weights_sha256", ready.clean.model.weightsSha256},
          {"device", engine.device().name},
          {"label", {{"class", ready.clean.label}, {"label", ready.clean.model.labelOf(ready.clean.label)}}},
          {"label_source", nameOf(ready.clean.labelSource)},
          {"clean", predictionToJson(ready.clean.prediction, ready.clean.model, false)},
          {"attacks", attacks}};
}

void compare(const CompareCommand& command) {
  HeadlessEngine engine(command.common.device);
  const CompareRequest request = readRequest(command, engine);
  const auto ready = engine.ask<CompareReady>(request);
  std::vector<std::string> files;
  if (command.figure.isWanted())
    files = writeFigure(CompareFigure(ready, request, engine.engine().attacks()), command.figure);
  if (!command.common.json) {
    printReport(ready, request, engine.engine());
    printWritten(files);
    return;
  }
  Json document = toJson(ready, engine.engine());
  document["image"] = command.image;
  document["model"] = command.model;
  document["epsilon"] = readEpsilon(command);
  document["seed"] = command.seed;
  document["files"] = files;
  printJson(document);
}

void addCompareCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("compare", "Run several attacks on a picture, side by side");
  const auto options = std::make_shared<CompareCommand>();
  command->add_option("IMAGE", options->image, "A picture file, or one of a data set: mnist-test:7")->required();
  command->add_option("--model,-m", options->model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  command->add_option("--attacks,-a", options->attacks, "The attacks' ids, separated by commas")
      ->delimiter(',')
      ->option_text("ID,… [fgsm,bim,illc]");
  command->add_option("--epsilon,-e", options->epsilon, "The ε of all that have one: 8/255, or 0.0314 as a share")
      ->option_text("EPS [32/255]");
  command->add_flag("--levels", options->plainMeansLevels, "A plain ε is levels of 0 to 255: 8 means 8/255");
  command->add_option("--label", options->label, "Class that the attacks are judged by: its index, or its label")
      ->option_text("CLASS");
  command->add_option("--target,-t", options->target, "Class to reach, for the attacks that can aim")
      ->option_text("CLASS");
  addSeedOption(*command, options->seed, "Seed of every random draw; the same seed repeats the result");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { compare(*options); }; });
}

const RegisterCommand kRegistered{60, addCompareCommand};

}  // namespace

}  // namespace adv
