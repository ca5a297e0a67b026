// SPDX-License-Identifier: GPL-3.0-or-later
// advscope embed: t-SNE of pictures, of what a network makes of them, or of a table of numbers.
#include <memory>
#include <thread>

#include "app/cli/commands.hpp"
#include "app/cli/headless_engine.hpp"
#include "app/cli/options.hpp"
#include "app/cli/output.hpp"
#include "engine/api/embedding.hpp"
#include "widgets/figures/save_file.hpp"
#include "widgets/maps/map_table.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Features are reduced to --pca principal components; each point has 3 × perplexity neighbours, found exactly. The method
auto takes every pair in double precision for small maps and convolutions on a grid for larger ones. A seed gives the
same map on any number of threads.

Examples:
  advscope embed --data mnist-test:0-2000 --out map.csv
  advscope embed --data signs-test --model signs --layer conv3 --perplexity 20 --json
  advscope embed --data features.npy --pca 0 --init random --seed 3 --out map.csv)";

struct EmbedCommand {
  CommonOptions common;
  EmbedRequest request;
  std::string method = "auto";
  std::string metric = "euclidean";
  std::string init = "pca";
  std::string out;
};

EmbeddingMethod readMethod(const std::string& text) {
  if (text == "exact") return EmbeddingMethod::Exact;
  if (text == "bh") return EmbeddingMethod::BarnesHut;
  return text == "fft" ? EmbeddingMethod::Grid : EmbeddingMethod::Automatic;
}

Json toJson(const EmbeddingReady& map, const EmbedCommand& command, int threads) {
  const EmbeddingSource& source = map.request.source;
  const EmbeddingSettings& settings = map.request.settings;
  const auto orNull = [](double value) { return value < 0.0 ? Json() : Json(value); };
  return {{"data", source.data},
          {"model", source.model},
          {"layer", source.layer},
          {"n", map.items->count},
          {"dimensions", map.items->dimensions},
          {"pca", map.items->reduced},
          {"perplexity", settings.perplexity},
          {"metric", command.metric},
          {"neighbours", map.neighbours},
          {"neighbour_search_recall", 1.0},
          {"method", map.method},
          {"init", command.init},
          {"seed", settings.seed},
          {"iterations", map.iteration},
          {"kl", map.quality.divergence},
          {"knn_recall", map.quality.recall},
          {"knn_accuracy", orNull(map.quality.accuracy)},
          {"seconds",
           {{"features", map.seconds.features},
            {"pca", map.seconds.pca},
            {"neighbours", map.seconds.neighbours},
            {"optimise", map.seconds.optimise},
            {"total", map.seconds.total()}}},
          {"threads", threads},
          {"files", command.out.empty() ? Json::array() : Json::array({command.out})}};
}

void printReport(const EmbeddingReady& map, const EmbedCommand& command) {
  const auto rounded = [](double value) { return significant(value).toStdString(); };
  printText(std::to_string(map.items->count) + " points of " + command.request.source.data + ", " +
            std::to_string(map.items->dimensions) + " features, " + std::to_string(map.items->reduced) +
            " after PCA; perplexity " + rounded(map.request.settings.perplexity) + ", method " + map.method +
            ", seed " + std::to_string(map.request.settings.seed) + "\n");
  std::vector<std::vector<std::string>> rows = {
      {"KL divergence", rounded(map.quality.divergence) + " after " + std::to_string(map.iteration) + " iterations"},
      {"10 nearest kept", percentText(map.quality.recall).toStdString()}};
  if (map.quality.accuracy >= 0.0)
    rows.push_back({"10-NN accuracy in the map", percentText(map.quality.accuracy).toStdString()});
  rows.push_back({"time", rounded(map.seconds.total()) + " s: PCA " + rounded(map.seconds.pca) + ", neighbours " +
                              rounded(map.seconds.neighbours) + ", optimise " + rounded(map.seconds.optimise)});
  printText(textTable(rows, {Align::Left, Align::Left}));
  if (!command.out.empty()) printText("  wrote " + command.out + "\n");
}

void embed(EmbedCommand command) {
  EmbedRequest& request = command.request;
  request.settings.method = readMethod(command.method);
  request.settings.metric = command.metric == "cosine" ? EmbeddingMetric::Cosine : EmbeddingMetric::Euclidean;
  request.settings.start = command.init == "random" ? EmbeddingStart::Random : EmbeddingStart::Pca;
  HeadlessEngine engine(command.common.device);
  const auto map = engine.ask<EmbeddingReady>(request);
  if (!command.out.empty()) saveText(QString::fromStdString(command.out), mapTable(*map.items, *map.places));
  if (command.common.json)
    return printJson(toJson(map, command, static_cast<int>(std::thread::hardware_concurrency())), -1);
  printReport(map, command);
}

void addMapOptions(CLI::App& command, EmbedCommand& options) {
  EmbeddingSettings& settings = options.request.settings;
  command.add_option("--perplexity", settings.perplexity, "Effective number of neighbours of each point [30]")
      ->option_text("P");
  command.add_option("--metric", options.metric, "How features are compared [euclidean]")
      ->check(CLI::IsMember({"euclidean", "cosine"}));
  command.add_option("--method", options.method, "How points repel: exact, bh (Barnes-Hut), fft (grid) [auto]")
      ->check(CLI::IsMember({"auto", "exact", "bh", "fft"}));
  command.add_option("--iterations", settings.iterations, "All iterations [750]")->option_text("N");
  command
      .add_option("--exaggerated", settings.exaggeratedIterations, "How many of them, at first, are exaggerated [250]")
      ->option_text("N");
  command.add_option("--exaggeration", settings.exaggeration, "Early exaggeration, 1 or more [12]")->option_text("X");
  command.add_option("--late-exaggeration", settings.lateExaggeration, "Of the other iterations, 1 or more [1]")
      ->option_text("X");
  command.add_option("--learning-rate", settings.learningRate, "0: n / exaggeration, at least 200 [0]")
      ->option_text("R");
  command.add_option("--pca", options.request.source.pca, "Principal components that are kept; 0: all features [50]")
      ->check(CLI::NonNegativeNumber)
      ->option_text("N");
  command.add_option("--init", options.init, "Where the points begin [pca]")->check(CLI::IsMember({"pca", "random"}));
}

void addEmbedCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("embed", "Map pictures, or a network's view of them, by t-SNE");
  const auto options = std::make_shared<EmbedCommand>();
  EmbeddingSource& source = options->request.source;
  command
      ->add_option("--data,-d", source.data,
                   "mnist-all, mnist-test, cifar10-test, signs-test, a folder, each with :A-B; a .csv or a .npy")
      ->option_text("DATA [signs-test]");
  command->add_option("--n", source.count, "Only the first N")->check(CLI::PositiveNumber)->option_text("N [all]");
  command->add_option("--model,-m", source.model, "A network whose layer is mapped, instead of pixels")
      ->option_text("ID|FILE");
  command->add_option("--layer", source.layer, "Layer of the network, as `advscope layers` names it")
      ->option_text("NAME [logits]");
  addMapOptions(*command, *options);
  addSeedOption(*command, options->request.settings.seed,
                "Seed of the first places, and of PCA where it is randomised");
  command->add_option("--out,-o", options->out, "Table of the points: place, label, prediction")
      ->option_text("FILE.csv");
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { embed(*options); }; });
}

const RegisterCommand kRegistered{190, addEmbedCommand};

}  // namespace

}  // namespace adv
