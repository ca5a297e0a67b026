// SPDX-License-Identifier: GPL-3.0-or-later
// advscope neuron: one neuron, its slopes, and what an attack on its inputs does.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/options.hpp"
#include "app/cli/output.hpp"
#include "engine/api/error.hpp"
#include "engine/api/filters.hpp"
#include "engine/api/neuron.hpp"
#include "widgets/figures/neuron_figure.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(y = φ(s) with s = w·x + b; ∂y/∂x_i = φ'(s) w_i. The attack moves each input by ε along the sign of its slope, so that y rises (or
falls, with --lower), and s moves by ε‖w‖₁. Maxout takes the larger of two sums; the second has --weights2 and --bias2.

Examples:
  advscope neuron --inputs "1 -0.5 2" --weights "0.6 -0.8 -0.4" --bias 0.2 --activation tanh
  advscope neuron --activation relu --bias -5 --json
  advscope neuron --activation sigmoid --epsilon 0.5 --lower --figure neuron.pdf)";

struct NeuronCommand {
  CommonOptions common;
  FigureOptions figure;
  std::string inputs;
  std::string weights;
  std::string otherWeights;
  std::string activation = "tanh";
  bool lower = false;
  NeuronRequest neuron;
};

std::vector<double> readRow(const std::string& text, const std::vector<double>& fallback, const std::string& option) {
  if (text.empty()) return fallback;
  try {
    const NumberMap row = parseMatrix(text);
    if (row.height == 1) return row.values;
  } catch (const Failure& failure) {
    throw UsageError(option + ": " + failure.error().text());
  }
  throw UsageError(option + " is one row of numbers: \"1 -0.5 2\".");
}

Json toJson(const NeuronReady& ready) {
  const NeuronRequest& neuron = ready.neuron;
  Json json = {
      {"inputs", neuron.inputs},    {"weights", neuron.weights},
      {"bias", neuron.bias},        {"activation", allActivations()[static_cast<std::size_t>(neuron.activation)].id},
      {"products", ready.products}, {"sum", ready.sum},
      {"output", ready.output},     {"slope", ready.slope},
      {"gradient", ready.gradient}, {"strongest_input", ready.strongest < 0 ? Json() : Json(ready.strongest + 1)}};
  if (neuron.activation == Activation::Maxout) {
    json["weights2"] = neuron.otherWeights;
    json["bias2"] = neuron.otherBias;
    json["sum2"] = ready.otherSum;
    json["second_sum_counts"] = ready.otherCounts;
  }
  json["attack"] = {{"epsilon", neuron.epsilon},
                    {"raises", neuron.raises},
                    {"inputs", ready.moved},
                    {"sum", ready.movedSum},
                    {"output", ready.movedOutput}};
  json["files"] = Json::array();
  return json;
}

void printReport(const NeuronReady& ready) {
  const auto number = [](double value) { return exactText(value).toStdString(); };
  const NeuronRequest& neuron = ready.neuron;
  const auto& weights = ready.otherCounts ? neuron.otherWeights : neuron.weights;
  std::vector<std::vector<std::string>> rows = {{"INPUT", "X", "WEIGHT", "PRODUCT", "DY/DX", "ATTACKED X"}};
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i)
    rows.push_back({std::to_string(i + 1), number(neuron.inputs[i]), number(weights[i]), number(ready.products[i]),
                    number(ready.gradient[i]), number(ready.moved[i])});
  printText(textTable(rows, std::vector<Align>(6, Align::Right)));
  printText("s = " + number(ready.otherCounts ? ready.otherSum : ready.sum) + ", y = " + number(ready.output) +
            "; attacked: y = " + number(ready.movedOutput) + "\n" + neuronSentence(ready).toStdString() + ".\n");
}

void runNeuron(const NeuronCommand& command) {
  NeuronRequest request = command.neuron;
  request.inputs = readRow(command.inputs, request.inputs, "--inputs");
  request.weights = readRow(command.weights, request.weights, "--weights");
  request.otherWeights = readRow(command.otherWeights, request.otherWeights, "--weights2");
  request.raises = !command.lower;
  for (const ActivationInfo& info : allActivations())
    if (command.activation == info.id) request.activation = info.activation;
  HeadlessEngine engine(command.common.device);
  const auto ready = engine.ask<NeuronReady>(request);
  Json document = toJson(ready);
  if (command.figure.isWanted()) document["files"] = writeFigure(NeuronFigure(ready), command.figure);
  if (command.common.json) return printJson(document, -1);
  printReport(ready);
  printWritten(document["files"]);
}

void addNeuronCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("neuron", "Work out one neuron, its slopes and an attack on its inputs");
  const auto o = std::make_shared<NeuronCommand>();
  std::vector<std::string> ids;
  std::string text;
  for (const ActivationInfo& info : allActivations()) {
    ids.emplace_back(info.id);
    text += (text.empty() ? "" : "|") + ids.back();
  }
  command->add_option("--inputs", o->inputs, "One row of numbers")->option_text("\"1 -0.5 2\"");
  command->add_option("--weights", o->weights, "As many numbers")->option_text("\"0.6 -0.8 -0.4\"");
  command->add_option("--bias", o->neuron.bias, "Added to the sum")->option_text("B [0.2]");
  command->add_option("--weights2", o->otherWeights, "Maxout: weights of the second sum")
      ->option_text("\"-0.5 0.4 0.3\"");
  command->add_option("--bias2", o->neuron.otherBias, "Maxout: its bias")->option_text("B [0]");
  command->add_option("--activation", o->activation, "How the sum is bent")
      ->check(CLI::IsMember(ids))
      ->option_text(text + " [tanh]");
  command->add_option("--epsilon,-e", o->neuron.epsilon, "How far the attack moves each input, in their own unit")
      ->option_text("E [0.25]");
  command->add_flag("--lower", o->lower, "The attack lowers y instead of raising it");
  addFigureOptions(*command, o->figure);
  addCommonOptions(*command, o->common);
  command->footer(kFooter);
  command->callback([o, &work] { work = [o] { runNeuron(*o); }; });
}

const RegisterCommand kRegistered{110, addNeuronCommand};

}  // namespace

}  // namespace adv
