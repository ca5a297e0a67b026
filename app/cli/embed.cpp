// SPDX-License-Identifier: GPL-3.0-or-later
// advscope embed: t-SNE of pictures, of what a network makes of them, or of a table of numbers.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/embed_options.hpp"
#include "app/cli/embed_report.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/headless_engine.hpp"
#include "app/cli/options.hpp"
#include "app/process_memory.hpp"
#include "engine/api/embedding_colours.hpp"
#include "widgets/figures/embedding_figure.hpp"
#include "widgets/figures/save_file.hpp"
#include "widgets/maps/map_table.hpp"

namespace adv {
namespace {

constexpr int kDepthPictures = 200;

EmbeddingMethod readMethod(const std::string& text) {
  if (text == "exact") return EmbeddingMethod::Exact;
  if (text == "bh") return EmbeddingMethod::BarnesHut;
  return text == "fft" ? EmbeddingMethod::Grid : EmbeddingMethod::Automatic;
}

struct ReadAttack {
  AttackInfo info;
  ModelInfo model;
  AttackChoice choice;
  std::optional<int> target;
};

ReadAttack readAttack(const EmbedCommand& command, HeadlessEngine& engine) {
  ReadAttack read{findAttackInfo(engine.engine(), command.attack.attack), {}, {}, {}};
  const std::string& network = networkOf(command);
  read.model = engine.ask<ModelOpened>(OpenModelRequest{network}).info;
  read.choice = {read.info.id, readParams(read.info, command.attack)};
  useUsualEpsilon(read.info, read.model, read.choice.params);
  read.target = readClass(command.attack.target, engine, network, "--target");
  return read;
}

MapColouring readColouring(const EmbedCommand& command, const EmbeddingReady& map, HeadlessEngine& engine) {
  const std::string& color = command.color;
  if (color == "origin" || (color.empty() && command.adversarial)) return colourByOrigin(*map.items);
  if (color.empty() || color == "class") return colourByLabel(*map.items);
  if (color == "robustness") {
    const ReadAttack attack = readAttack(command, engine);
    const EmbeddingRobustnessRequest request{map.request.source, networkOf(command), attack.choice, 0,
                                             command.attack.seed};
    const auto found = engine.ask<EmbeddingRobustnessReady>(request);
    return colourByRobustness(*found.robustness, found.request.maximumLevels);
  }
  EmbeddingPredictions predictions = predictionsOf(*map.items);
  if (!command.network.empty() || map.items->predictions.empty())
    predictions =
        *engine.ask<EmbeddingPredictionsReady>(EmbeddingPredictionsRequest{map.request.source, networkOf(command)})
             .predictions;
  if (color == "prediction") return colourByPrediction(predictions);
  if (color == "correct") return colourByCorrectness(*map.items, predictions);
  return colourByConfidence(predictions);
}

EmbeddingPathsReady followPaths(const EmbedCommand& command, const ReadAttack& attack, HeadlessEngine& engine) {
  EmbeddingPathsRequest request;
  request.points = command.points;
  request.model = networkOf(command);
  request.attack = attack.choice;
  request.target = attack.target;
  request.seed = command.attack.seed;
  request.perplexity = command.pathPerplexity;
  return engine.ask<EmbeddingPathsReady>(request);
}

void measureDepth(const EmbedCommand& command) {
  if (command.figure.isWanted() || !command.out.empty() || !command.points.empty() || command.adversarial)
    throw UsageError("--depth makes no map. Leave --figure, --out, --point and --adversarial out.");
  HeadlessEngine engine(command.common.device);
  const ReadAttack attack = readAttack(command, engine);
  const EmbeddingSource& source = command.request.source;
  EmbeddingDepthRequest request;
  request.data = source.data;
  request.count = source.count > 0 ? source.count : kDepthPictures;
  request.model = networkOf(command);
  request.attack = attack.choice;
  request.target = attack.target;
  request.seed = command.attack.seed;
  const auto depth = engine.ask<EmbeddingDepthReady>(request);
  if (command.common.json) return printJson(toJson(depth, attack.info), -1);
  printReport(depth);
}

void embed(EmbedCommand command) {
  checkOptions(command);
  if (command.depth) return measureDepth(command);
  EmbedRequest& request = command.request;
  request.settings.method = readMethod(command.method);
  request.settings.metric = command.metric == "cosine" ? EmbeddingMetric::Cosine : EmbeddingMetric::Euclidean;
  request.settings.start = command.init == "random" ? EmbeddingStart::Random : EmbeddingStart::Pca;
  request.settings.seed = command.attack.seed;
  HeadlessEngine engine(command.common.device);
  std::optional<ReadAttack> attack;
  if (command.adversarial || !command.points.empty()) attack = readAttack(command, engine);
  if (command.adversarial)
    request.source.attack = EmbeddingAttack{networkOf(command), attack->choice, attack->target, command.attack.seed};

  const auto map = engine.ask<EmbeddingReady>(request);
  Json document = toJson(map);
  std::vector<std::string> files;
  if (!command.out.empty()) {
    saveText(QString::fromStdString(command.out), mapTable(*map.items, *map.places));
    files.push_back(command.out);
  }
  EmbeddingFigureData figure{map, {}};
  if (!command.points.empty()) {
    figure.paths = followPaths(command, *attack, engine);
    document["attack_paths"] = toJson(*figure.paths, attack->model, attack->info);
  }
  if (command.figure.isWanted()) {
    figure.colouring = readColouring(command, map, engine);
    const std::vector<std::string> written = writeFigure(EmbeddingFigure(figure), command.figure);
    files.insert(files.end(), written.begin(), written.end());
  }
  document["peak_bytes"] = peakMemory();
  document["files"] = files;
  if (command.common.json) return printJson(document, -1);
  printReport(map);
  if (figure.paths) printReport(*figure.paths, attack->model);
  printWritten(files);
}

void addEmbedCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("embed", "Map pictures, or a network's view of them, by t-SNE");
  const auto options = std::make_shared<EmbedCommand>();
  addEmbedOptions(*command, *options);
  command->callback([options, &work] { work = [options] { embed(*options); }; });
}

const RegisterCommand kRegistered{190, addEmbedCommand};

}  // namespace

}  // namespace adv
