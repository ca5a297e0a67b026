// SPDX-License-Identifier: GPL-3.0-or-later
// advscope toy: the classifier of ten numbers.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/toy.hpp"
#include "widgets/figures/toy_figure.hpp"
#include "widgets/figures/toy_words.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(The score is w·x + b and P(class 1) = 1/(1 + exp(-score)). The step adds δ·sign(w), or δ·w with --step proportional;
with --towards 0 it subtracts. Without options these are the lecture's numbers (Karpathy 2015): score -3, P = 0.0474, and
at δ = 0.5 score 2, P = 0.8808. Lists that begin with a minus are written with an equals sign: --w=-1,1.

Examples:
  advscope toy
  advscope toy --delta 0.25 --json
  advscope toy --x 3,1,2 --w=1,-2,0.5 --b -1 --step proportional --towards 0 --figure toy.pdf)";

struct ToyCommand {
  CommonOptions common;
  FigureOptions figure;
  ToyRequest request;
  std::string step = "sign";
};

Json toJson(const ToyScore& score) {
  return {{"score", score.score}, {"probability", score.probability}, {"class", score.winner()}};
}

Json toJson(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json termsToJson(const ToyReady& ready) {
  Json terms = Json::array();
  for (std::size_t i = 0; i < ready.terms.size(); ++i) {
    const ToyTerm& term = ready.terms[i];
    terms.push_back({{"x", ready.request.x[i]},
                     {"w", ready.request.w[i]},
                     {"nudge", term.nudge},
                     {"x_adversarial", term.adversarial},
                     {"product", term.product},
                     {"product_adversarial", term.adversarialProduct},
                     {"score_so_far", term.scoreSoFar},
                     {"probability_so_far", term.probabilitySoFar}});
  }
  return terms;
}

Json randomToJson(const ToyReady& ready) {
  Json outcomes = Json::array();
  for (const ToyOutcome& one : ready.random)
    outcomes.push_back(
        {{"score", one.score}, {"exact", one.exact >= 0 ? Json(one.exact) : Json()}, {"drawn", one.drawn}});
  return {{"draws", ready.request.draws},
          {"seed", ready.request.seed},
          {"standard_deviation", ready.randomPush},
          {"changes_the_class", ready.randomFlips},
          {"outcomes", outcomes}};
}

Json toJson(const ToyReady& ready, const std::string& step) {
  std::vector<double> adversarial;
  for (const ToyTerm& term : ready.terms) adversarial.push_back(term.adversarial);
  return {{"x", ready.request.x},
          {"w", ready.request.w},
          {"b", ready.request.b},
          {"step", step},
          {"towards", ready.request.towards},
          {"delta", ready.request.delta},
          {"x_adversarial", adversarial},
          {"clean", toJson(ready.clean)},
          {"adversarial", toJson(ready.adversarial)},
          {"push", ready.push},
          {"norm_l1", ready.normL1},
          {"norm_l2", ready.normL2},
          {"flip_delta", toJson(ready.flip)},
          {"smallest_linf", toJson(ready.smallestLinf)},
          {"smallest_l2", toJson(ready.smallestL2)},
          {"terms", termsToJson(ready)},
          {"random_signs", randomToJson(ready)}};
}

std::string exact(double value) { return exactText(value).toStdString(); }

void printReady(const ToyReady& ready) {
  std::vector<std::vector<std::string>> rows = {{"x"}, {"nudge"}, {"x'"}, {"w"}, {"w x"}, {"w x'"}};
  std::vector<Align> alignment(ready.terms.size() + 2, Align::Right);
  alignment.front() = Align::Left;
  for (std::size_t i = 0; i < ready.terms.size(); ++i) {
    const ToyTerm& term = ready.terms[i];
    const double cells[] = {ready.request.x[i], term.nudge,   term.adversarial,
                            ready.request.w[i], term.product, term.adversarialProduct};
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row].push_back(exact(cells[row]));
  }
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row].emplace_back();
  rows[4].back() = "= " + exact(ready.clean.score);
  rows[5].back() = "= " + exact(ready.adversarial.score);
  const auto fixed = [](double p) { return QString::number(p, 'f', 4).toStdString(); };
  printText(toySentence(ready).toStdString() + "\n" + textTable(rows, alignment) + "  P(class 1) " +
            fixed(ready.clean.probability) + " -> " + fixed(ready.adversarial.probability) + "\n  " +
            toyReason(ready).toStdString() + "\n  Random signs of the same size: ±" +
            significant(ready.randomPush, 4).toStdString() + ", and " + shareText(ready.randomFlips).toStdString() +
            " of them change the class.\n");
}

void toy(const ToyCommand& command) {
  HeadlessEngine engine(command.common.device);
  ToyRequest request = command.request;
  request.step = command.step == "sign" ? ToyStep::Signs : ToyStep::Proportional;
  const auto ready = engine.ask<ToyReady>(request);
  std::vector<std::string> files;
  if (command.figure.isWanted()) files = writeFigure(ToyFigure(ready), command.figure);
  if (command.common.json) {
    Json document = toJson(ready, command.step);
    document["files"] = files;
    return printJson(document);
  }
  printReady(ready);
  printWritten(files);
}

void addToyCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("toy", "Ten numbers: a linear classifier with everything it computes");
  const auto options = std::make_shared<ToyCommand>();
  ToyRequest& request = options->request;
  command->add_option("--x", request.x, "The numbers, with commas between them")->delimiter(',')->option_text("N,N,…");
  command->add_option("--w", request.w, "As many weights")->delimiter(',')->option_text("N,N,…");
  command->add_option("--b", request.b, "The bias")->capture_default_str();
  command->add_option("--delta", request.delta, "The step")->capture_default_str();
  command->add_option("--step", options->step, "δ·sign(w), or δ·w")
      ->check(CLI::IsMember({"sign", "proportional"}))
      ->capture_default_str();
  command->add_option("--towards", request.towards, "The class to reach")
      ->check(CLI::IsMember({0, 1}))
      ->capture_default_str();
  command->add_option("--draws", request.draws, "How many draws of random signs")->capture_default_str();
  addSeedOption(*command, request.seed, "Seed of the random signs");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { toy(*options); }; });
}

const RegisterCommand kRegistered{140, addToyCommand};

}  // namespace

}  // namespace adv
