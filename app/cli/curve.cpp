// SPDX-License-Identifier: GPL-3.0-or-later
// advscope curve: accuracy under attack against ε, steps, restarts or queries.
#include <algorithm>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/error.hpp"
#include "engine/api/robustness.hpp"
#include "widgets/figures/robustness_figure.hpp"
#include "widgets/figures/robustness_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Every cell (network, attack, value) is attacked for itself. Pictures that are wrong from the start are not
attacked and count as wrong. What is counted is kept: the same command goes on where it was stopped.
DATA is as for `advscope evaluate`. A --set goes to every attack that has such a parameter.

Examples:
  advscope curve --model signs --data signs-test:0-64 --attack fgsm,bim,noise
  advscope curve -m advertorch_clean -d mnist-test:0-1000 -a fgsm,bim --values 0,0.05,0.1,0.2,0.3 --figure curve.pdf
  advscope curve -m signs -d signs-test:0-64 -a bim --axis steps --values 1,2,5,10 --set epsilon=4/255 --json)";

struct CurveCommand {
  CommonOptions common;
  FigureOptions figure;
  RobustnessRequest request;
  std::vector<std::string> attacks;
  std::vector<std::string> values;
  std::vector<std::string> settings;
  bool plainMeansLevels = false;
};

/// Around the ε that the network's data is usually attacked with.
std::vector<double> usualValues(HeadlessEngine& engine, const std::string& model) {
  const double usual = engine.ask<ModelOpened>(OpenModelRequest{model}).info.usualEpsilon;
  std::vector<double> values;
  for (const double factor : {0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0}) values.push_back(std::min(1.0, factor * usual));
  return values;
}

const ParamSpec& axisOf(const CurveCommand& command, const Engine& engine) {
  const ParamSpec* axis = nullptr;
  for (const std::string& id : command.attacks) {
    const AttackInfo& info = findAttackInfo(engine, id);
    axis = info.param(command.request.axis);
    if (!axis)
      throw UsageError(info.title + " has no parameter \"" + command.request.axis +
                       "\". Choose another --axis, or leave this attack out.");
  }
  return *axis;
}

std::vector<double> readValues(const CurveCommand& command, HeadlessEngine& engine) {
  const ParamSpec& axis = axisOf(command, engine.engine());
  if (command.values.empty() && axis.name == "epsilon") return usualValues(engine, command.request.models.front());
  if (command.values.empty()) throw UsageError("--values is needed for --axis " + axis.name + ".");
  std::vector<double> values;
  for (const std::string& text : command.values) {
    try {
      values.push_back(parseParam(axis, text, command.plainMeansLevels));
    } catch (const Failure& failure) {
      throw UsageError("--values: " + failure.error().text());
    }
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Each setting goes to the attacks that have it, and to one at least.
std::vector<AttackChoice> readAttacks(const CurveCommand& command, const Engine& engine) {
  std::vector<AttackChoice> choices;
  std::vector<bool> wasUsed(command.settings.size(), false);
  for (const std::string& id : command.attacks) {
    const AttackInfo& info = findAttackInfo(engine, id);
    AttackOptions options;
    options.plainMeansLevels = command.plainMeansLevels;
    for (std::size_t i = 0; i < command.settings.size(); ++i) {
      if (!info.param(command.settings[i].substr(0, command.settings[i].find('=')))) continue;
      options.settings.push_back(command.settings[i]);
      wasUsed[i] = true;
    }
    choices.push_back({id, readParams(info, options)});
  }
  const auto unused = std::find(wasUsed.begin(), wasUsed.end(), false);
  if (unused != wasUsed.end()) {
    throw UsageError("--set " + command.settings[static_cast<std::size_t>(unused - wasUsed.begin())] +
                     ": none of the attacks has such a parameter.");
  }
  return choices;
}

std::string cellText(const RobustnessCell& cell) {
  return QString::number(100 * cell.accuracy(), 'f', 1).toStdString() + " %";
}

void printReport(const RobustnessReady& ready, const Engine& engine) {
  const RobustnessLines curves(ready, engine.attacks());
  printText(ready.request.data + " · " + std::to_string(ready.pictures) + " pictures · " + engine.device().name +
            (ready.resumed ? " · a part was kept from before" : "") + "\n\n");
  for (std::size_t model = 0; model < ready.clean.size(); ++model) {
    const CleanCount& clean = ready.clean[model];
    printText(clean.model.title + ": " + std::to_string(clean.correct) + " of " + std::to_string(clean.count) +
              " right without attack (" + QString::number(100 * clean.accuracy(), 'f', 1).toStdString() + " %)\n");
    std::vector<std::vector<std::string>> rows = {{ready.request.axis == "epsilon" ? "ε" : ready.request.axis}};
    for (std::size_t attack = 0; attack < ready.request.attacks.size(); ++attack)
      rows.front().push_back(curves.nameOf(model, attack).toStdString());
    for (std::size_t value = 0; value < ready.request.values.size(); ++value) {
      rows.push_back({curves.axisText(curves.onAxis(ready.request.values[value])).toStdString()});
      for (std::size_t attack = 0; attack < ready.request.attacks.size(); ++attack)
        rows.back().push_back(cellText(ready.cell(model, attack, value)));
    }
    std::vector<Align> alignment(rows.front().size(), Align::Right);
    alignment[0] = Align::Left;
    printText(textTable(rows, alignment) + "\n");
  }
  if (!ready.note.empty()) printText(ready.note + "\n");
}

Json intervalToJson(const Interval& interval) { return {interval.low, interval.high}; }

Json toJson(const RobustnessReady& ready, const Engine& engine) {
  const RobustnessRequest& request = ready.request;
  Json clean = Json::array();
  Json cells = Json::array();
  for (std::size_t model = 0; model < ready.clean.size(); ++model) {
    const CleanCount& count = ready.clean[model];
    clean.push_back({{"model", request.models[model]},
                     {"weights_sha256", count.model.weightsSha256},
                     {"count", count.count},
                     {"correct", count.correct},
                     {"accuracy", count.accuracy()},
                     {"interval95", intervalToJson(count.interval())}});
    for (std::size_t attack = 0; attack < request.attacks.size(); ++attack) {
      for (std::size_t value = 0; value < request.values.size(); ++value) {
        const RobustnessCell& cell = ready.cell(model, attack, value);
        cells.push_back({{"model", request.models[model]},
                         {"attack", request.attacks[attack].attack},
                         {"value", request.values[value]},
                         {"count", cell.count},
                         {"attacked", cell.attacked},
                         {"robust", cell.robust},
                         {"accuracy", cell.accuracy()},
                         {"interval95", intervalToJson(cell.interval())},
                         {"seconds", cell.seconds},
                         {"gradients", cell.cost.gradients},
                         {"queries", cell.cost.queries}});
      }
    }
  }
  Json attacks = Json::array();
  for (const AttackChoice& choice : request.attacks) {
    attacks.push_back({{"attack", choice.attack},
                       {"parameters", paramsToJson(choice.params, findAttackInfo(engine, choice.attack))}});
  }
  return {{"data", request.data},
          {"axis", request.axis},
          {"values", request.values},
          {"attacks", attacks},
          {"seed", request.seed},
          {"batch", request.batch},
          {"eight_bit", request.eightBit},
          {"device", engine.device().name},
          {"pictures", ready.pictures},
          {"resumed", ready.resumed},
          {"clean", clean},
          {"cells", cells},
          {"note", ready.note}};
}

void curve(const CurveCommand& command) {
  HeadlessEngine engine(command.common.device);
  RobustnessRequest request = command.request;
  request.values = readValues(command, engine);
  request.attacks = readAttacks(command, engine.engine());
  const auto ready = engine.ask<RobustnessReady>(request);
  std::vector<std::string> files;
  if (command.figure.isWanted())
    files = writeFigure(RobustnessFigure(ready, engine.engine().attacks()), command.figure);
  if (command.common.json) {
    Json document = toJson(ready, engine.engine());
    document["files"] = files;
    return printJson(document);
  }
  printReport(ready, engine.engine());
  printWritten(files);
}

void addCurveCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("curve", "Accuracy under attack against ε, steps, restarts or queries");
  const auto options = std::make_shared<CurveCommand>();
  options->request.batch = 128;
  command->add_option("--model,-m", options->request.models, "Networks, separated by commas")
      ->required()
      ->delimiter(',')
      ->option_text("ID|FILE,…");
  command->add_option("--data,-d", options->request.data, "Pictures with labels, as for evaluate")
      ->required()
      ->option_text("DATA[:A-B]");
  command->add_option("--attack,-a", options->attacks, "The attacks' ids, separated by commas")
      ->required()
      ->delimiter(',')
      ->option_text("ID,…");
  command->add_option("--axis", options->request.axis, "The parameter that varies")
      ->check(CLI::IsMember({"epsilon", "steps", "restarts", "queries"}))
      ->option_text("epsilon|steps|restarts|queries");
  command->add_option("--values", options->values, "Its values; for ε, by default, around the network's usual one")
      ->delimiter(',')
      ->option_text("V,…");
  command->add_option("--set", options->settings, "A parameter of the attacks; may be repeated")
      ->option_text("NAME=VALUE")
      ->expected(1)
      ->take_all();
  command->add_flag("--levels", options->plainMeansLevels, "Plain distances are levels of 0 to 255: 8 means 8/255");
  command->add_option("--batch", options->request.batch, "Pictures that are attacked together")
      ->check(CLI::Range(1, 65536))
      ->option_text("N [128]");
  command->add_flag("--eight-bit", options->request.eightBit,
                    "Judge the rounded 8-bit pictures instead of the float ones");
  command->add_flag("--fresh", options->request.startAfresh, "Begin anew: forget what was kept of the same curves");
  addSeedOption(*command, options->request.seed, "Seed of every random draw; the same seed repeats the result");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { curve(*options); }; });
}

const RegisterCommand kRegistered{70, addCurveCommand};

}  // namespace

}  // namespace adv
