// SPDX-License-Identifier: GPL-3.0-or-later
// advscope layers: what a network is made of, and how far an attack changes each of its layers.
#include "engine/api/layers.hpp"

#include <cmath>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "widgets/figures/layers_figure.hpp"
#include "widgets/figures/maps_figure.hpp"
#include "widgets/figures/network_drawing.hpp"
#include "widgets/plots/depth_plot.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Without --attack: the layers of the network, with the shapes of what they give, their trained numbers and what they take.
With it: the relative change of each layer, |a_adv − a| / |a| in L2 of the 8-bit pictures, the same for random signs of the
same ε (for an attack without ε, as large as its change), and the cosines.

Examples:
  advscope layers --model signs
  advscope layers signs-test:3 -m signs -a bim -e 8/255 --json --figure layers.pdf
  advscope layers photo.jpg -m squeezenet1_1 -a bim -e 4/255 --layer fire5 --maps fire5.png)";

struct LayersCommand {
  CommonOptions common;
  AttackOptions attack;
  FigureOptions figure;
  FigureOptions maps;
  std::string image;
  std::string model;
  std::string layer;
  std::string order = "change";
  std::optional<std::string> label;
  int channels = 64;
};

const char* nameOf(LayerKind kind) {
  switch (kind) {
    case LayerKind::Input: return "input";
    case LayerKind::Convolution: return "convolution";
    case LayerKind::Linear: return "linear";
    case LayerKind::MaxPooling: return "max_pooling";
    case LayerKind::AveragePooling: return "average_pooling";
    case LayerKind::Sum: return "sum";
    case LayerKind::Concatenation: return "concatenation";
    case LayerKind::Shortcut: return "shortcut";
    case LayerKind::Normalisation: return "normalisation";
    case LayerKind::Activation: return "activation";
  }
  return "";
}

/// What the command found out; the later parts are there where they were asked for.
struct Found {
  NetworkReady network;
  std::optional<LayerChangesRequest> request;
  std::optional<LayerChangesReady> changes;
  std::optional<FeatureMapsRequest> mapsRequest;
  std::optional<FeatureMapsReady> maps;
};

Json inputsJson(const NetworkReady& network, const LayerInfo& layer) {
  Json inputs = Json::array();
  for (const int input : layer.inputs) inputs.push_back(network.layers[static_cast<std::size_t>(input)].name);
  return inputs;
}

Json layersJson(const Found& found) {
  Json layers = Json::array();
  for (std::size_t i = 0; i < found.network.layers.size(); ++i) {
    const LayerInfo& layer = found.network.layers[i];
    Json json = {{"name", layer.name},
                 {"kind", nameOf(layer.kind)},
                 {"detail", layer.detail},
                 {"block", layer.block.empty() ? Json() : Json(layer.block)},
                 {"shape", layer.shape},
                 {"parameters", layer.parameters},
                 {"inputs", inputsJson(found.network, layer)}};
    if (found.changes) {
      const LayerChange& change = found.changes->changes[i];
      json["relative_l2"] = finiteOrNull(change.attack);
      json["relative_l2_noise"] = finiteOrNull(change.noise);
      json["cosine"] = finiteOrNull(change.attackCosine);
      json["cosine_noise"] = finiteOrNull(change.noiseCosine);
    }
    layers.push_back(std::move(json));
  }
  return layers;
}

std::int64_t parametersOf(const NetworkReady& network) {
  std::int64_t sum = 0;
  for (const LayerInfo& layer : network.layers) sum += layer.parameters;
  return sum;
}

void putChanges(Json& json, const Found& found, const AttackInfo& attack) {
  const LayerChangesReady& changes = *found.changes;
  const ModelInfo& model = found.network.model;
  json["attack"] = attack.id;
  json["norm"] = changes.norm;
  json["parameters_of_attack"] = paramsToJson(changes.params, attack);
  json["seed"] = found.request->run.seed;
  json["label"] = {{"class", changes.clean.label}, {"label", model.labelOf(changes.clean.label)}};
  json["target"] = changes.target ? Json(*changes.target) : Json();
  json["clean"] = scoresToJson(changes.clean.prediction, model);
  json["adversarial"] = scoresToJson(changes.prediction, model);
  json["noise"] = scoresToJson(changes.noisePrediction, model);
  json["noise_size"] = changes.noiseSize;
  const Amplification lead = largestLead(found.network.layers, changes.changes);
  json["gains_most"] = lead.layer < 0
                           ? Json()
                           : Json({{"layer", found.network.layers[static_cast<std::size_t>(lead.layer)].name},
                                   {"attack", lead.attack},
                                   {"noise", lead.noise}});
}

Json toJson(const Found& found, const LayersCommand& command, const Engine& engine) {
  Json json = {{"model", command.model},
               {"weights_sha256", found.network.model.weightsSha256},
               {"parameters", parametersOf(found.network)}};
  if (!command.image.empty()) json["image"] = command.image;
  if (found.changes) {
    json["image_sha256"] = found.changes->clean.imageSha256;
    putChanges(json, found, findAttackInfo(engine, found.request->run.attack));
  }
  json["layers"] = layersJson(found);
  if (found.maps) {
    json["maps"] = {{"layer", found.maps->layer.name}, {"channels", found.maps->shown}};
    json["maps"]["change"] = found.changes ? Json(found.maps->change) : Json();
  }
  json["files"] = Json::array();
  return json;
}

void printReport(const Found& found) {
  const NetworkReady& network = found.network;
  std::vector<std::vector<std::string>> rows = {{"LAYER", "KIND", "GIVES", "PARAMETERS", "TAKES"}};
  std::vector<Align> alignment = {Align::Left, Align::Left, Align::Left, Align::Right, Align::Left};
  if (found.changes) {
    for (const char* head : {"ATTACK", "NOISE", "COSINE"}) {
      rows[0].push_back(head);
      alignment.push_back(Align::Right);
    }
  }
  const auto percent = [](double share) { return significant(100 * share).toStdString() + " %"; };
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const LayerInfo& layer = network.layers[i];
    std::string takes;
    for (const int input : layer.inputs)
      takes += (takes.empty() ? "" : ", ") + network.layers[static_cast<std::size_t>(input)].name;
    rows.push_back({layer.name, kindText(layer.kind).toStdString(), shapeText(layer).toStdString(),
                    std::to_string(layer.parameters), takes});
    if (!found.changes) continue;
    const LayerChange& change = found.changes->changes[i];
    rows.back().push_back(percent(change.attack));
    rows.back().push_back(percent(change.noise));
    rows.back().push_back(QString::number(change.attackCosine, 'f', 4).toStdString());
  }
  printText(network.model.title + ": " + std::to_string(parametersOf(network)) + " parameters.\n");
  printText(textTable(rows, alignment));
  if (!found.changes) return;
  const LayerChangesReady& changes = *found.changes;
  printText("\n\"" + network.model.labelOf(changes.clean.prediction.topClass()) + "\" is now \"" +
            network.model.labelOf(changes.prediction.topClass()) + "\", with noise \"" +
            network.model.labelOf(changes.noisePrediction.topClass()) + "\".\n");
  const Amplification lead = largestLead(network.layers, changes.changes);
  if (lead.layer < 0) return;
  printText("The attack gains most in " + network.layers[static_cast<std::size_t>(lead.layer)].name + ": × " +
            significant(lead.attack).toStdString() + ", noise × " + significant(lead.noise).toStdString() + ".\n");
}

void checkOptions(const LayersCommand& command) {
  if (command.maps.isWanted() && command.layer.empty()) throw UsageError("--maps needs --layer: whose maps?");
  const bool needsImage = !command.attack.attack.empty() || !command.layer.empty();
  if (needsImage && command.image.empty()) throw UsageError("--attack and --layer need a picture: give IMAGE.");
  if (command.figure.isWanted() && command.attack.attack.empty())
    throw UsageError("--figure draws where an attack grows: give --attack.");
}

Found find(const LayersCommand& command, HeadlessEngine& engine) {
  Found found;
  found.network = engine.ask<NetworkReady>(NetworkRequest{command.model});
  if (command.image.empty()) return found;
  const Subject subject{command.model, readImageSource(command.image),
                        readClass(command.label, engine, command.model, "--label")};
  if (!command.attack.attack.empty()) {
    const AttackInfo& info = findAttackInfo(engine.engine(), command.attack.attack);
    LayerChangesRequest request;
    request.run.subject = subject;
    request.run.attack = info.id;
    request.run.params = readParams(info, command.attack);
    request.run.target = readClass(command.attack.target, engine, command.model, "--target");
    request.run.seed = command.attack.seed;
    found.changes = engine.ask<LayerChangesReady>(request);
    found.request = request;
  }
  if (command.layer.empty()) return found;
  FeatureMapsRequest request;
  request.subject = subject;
  request.layer = command.layer;
  request.adversarial = found.changes ? found.changes->adversarial : nullptr;
  request.order = command.order == "index" ? MapOrder::ByIndex : MapOrder::ByChange;
  request.count = command.channels;
  found.maps = engine.ask<FeatureMapsReady>(request);
  found.mapsRequest = request;
  return found;
}

std::vector<std::string> writeAll(const Found& found, const LayersCommand& command, const Engine& engine) {
  std::vector<std::unique_ptr<Figure>> figures;
  std::vector<WantedFigure> wanted;
  const auto want = [&](std::unique_ptr<Figure> figure, const FigureOptions& options) {
    figures.push_back(std::move(figure));
    wanted.push_back({*figures.back(), options});
  };
  if (command.figure.isWanted()) {
    want(std::make_unique<LayersFigure>(
             LayersFigureData{found.network, *found.changes, *found.request, found.maps, engine.attacks()}),
         command.figure);
  }
  if (command.maps.isWanted()) {
    const std::string made = found.changes ? findAttackInfo(engine, found.request->run.attack).title : std::string();
    want(std::make_unique<MapsFigure>(MapsFigureData{*found.maps, found.network.model, *found.mapsRequest, made}),
         command.maps);
  }
  return wanted.empty() ? std::vector<std::string>() : writeFigures(wanted);
}

void showLayers(const LayersCommand& command) {
  checkOptions(command);
  HeadlessEngine engine(command.common.device);
  const Found found = find(command, engine);
  Json document = toJson(found, command, engine.engine());
  document["files"] = writeAll(found, command, engine.engine());
  if (command.common.json) return printJson(document);
  printReport(found);
  printWritten(document["files"]);
}

void addLayersCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("layers", "List a network's layers, and how far an attack changes each");
  const auto options = std::make_shared<LayersCommand>();
  command->add_option("IMAGE", options->image, "A picture file, or one of a data set: mnist-test:7");
  command->add_option("--model,-m", options->model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  command
      ->add_option("--label", options->label, "Class that the attack is judged by: its index, or its label in quotes")
      ->option_text("CLASS");
  command->add_option("--layer", options->layer, "The layer whose maps are looked at, by its name")
      ->option_text("NAME");
  command->add_option("--order", options->order, "Which channels come first: those that change most, or by index")
      ->check(CLI::IsMember({"change", "index"}))
      ->option_text("change|index [change]");
  command->add_option("--channels", options->channels, "How many channels, 1 to 1024")
      ->check(CLI::Range(1, 1024))
      ->option_text("N [64]");
  addAttackOptions(*command, options->attack, false);
  command->get_option("--attack")->required(false);
  addFigureOptions(*command, options->figure);
  command->add_option("--maps", options->maps.file, "Draw the maps of --layer into this file, as --figure does")
      ->check(*command->get_option("--figure")->get_validator("figure"))
      ->option_text("FILE.png|pdf|svg")
      ->group("Figure");
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { showLayers(*options); }; });
}

const RegisterCommand kRegistered{130, addLayersCommand};

}  // namespace

}  // namespace adv
