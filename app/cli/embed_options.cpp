// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/embed_options.hpp"

#include "app/cli/commands.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Features are reduced to --pca principal components; each point has 3 × perplexity neighbours, found exactly. The method
auto takes every pair in double precision for small maps and convolutions on a grid for larger ones. A seed gives the
same map on any number of threads.

With --attack, --point follows attacked pictures through the map beside random noise of the same size, --adversarial maps
every picture together with its adversarial one, and --depth says instead of a map how well nearest neighbours tell both
apart in each layer (50 %: not at all) and how many pictures that fool the network have gone over to the class it sees.

Examples:
  advscope embed --data mnist-test:0-2000 --out map.csv --figure map.pdf
  advscope embed --data signs-test --model signs --layer conv3 --perplexity 20 --json
  advscope embed --data signs-test --model signs --attack bim --epsilon 8/255 --point 3,17 --figure paths.pdf
  advscope embed --data signs-test --network signs --attack bim --adversarial --color origin --figure both.svg
  advscope embed --data signs-test --model signs --attack bim --epsilon 8/255 --depth
  advscope embed --data features.npy --pca 0 --init random --seed 3 --out map.csv)";

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

void addLookOptions(CLI::App& command, EmbedCommand& options) {
  command
      .add_option("--network,-w", options.network,
                  "The network that is asked for predictions and attacked, where it is another one than is mapped")
      ->option_text("ID|FILE [--model]");
  command
      .add_option("--color", options.color,
                  "What the figure's colours say: class, prediction, correct, confidence, robustness (smallest ε of "
                  "--attack that fools) or origin (clean or adversarial)")
      ->check(CLI::IsMember({"class", "prediction", "correct", "confidence", "robustness", "origin"}))
      ->option_text("WHAT [class]");
  command.add_option("--point", options.points, "Points whose pictures are attacked and followed through the map")
      ->delimiter(',')
      ->option_text("I[,J...]");
  command.add_option("--path-perplexity", options.pathPerplexity, "Of a followed picture among the map's points [10]")
      ->option_text("P");
  command.add_flag("--adversarial", options.adversarial, "Map each picture together with its adversarial one");
  command.add_flag("--depth", options.depth,
                   "Instead of a map: how far clean and adversarial pictures are apart in each layer");
}

}  // namespace

void addEmbedOptions(CLI::App& command, EmbedCommand& options) {
  EmbeddingSource& source = options.request.source;
  command
      .add_option("--data,-d", source.data,
                  "mnist-all, mnist-test, cifar10-test, signs-test, a folder, each with :A-B; a .csv or a .npy")
      ->option_text("DATA [signs-test]");
  command.add_option("--n", source.count, "Only the first N")->check(CLI::PositiveNumber)->option_text("N [all]");
  command.add_option("--model,-m", source.model, "A network whose layer is mapped, instead of pixels")
      ->option_text("ID|FILE");
  command.add_option("--layer", source.layer, "Layer of the network, as `advscope layers` names it")
      ->option_text("NAME [logits]");
  addMapOptions(command, options);
  command.add_option("--out,-o", options.out, "Table of the points: place, label, prediction")->option_text("FILE.csv");
  addLookOptions(command, options);
  addAttackOptions(command, options.attack, false);
  command.get_option("--attack")->required(false);
  addFigureOptions(command, options.figure);
  addCommonOptions(command, options.common);
  command.footer(kFooter);
}

const std::string& networkOf(const EmbedCommand& command) {
  const std::string& name = command.network.empty() ? command.request.source.model : command.network;
  if (!name.empty()) return name;
  throw UsageError("No network is named for this. Give --model to map one of its layers, or --network.");
}

void checkOptions(const EmbedCommand& command) {
  const std::string& color = command.color;
  const bool isAttacked = command.adversarial || command.depth || !command.points.empty() || color == "robustness";
  if (isAttacked != !command.attack.attack.empty())
    throw UsageError("--attack goes with --point, --adversarial, --depth or --color robustness.");
  if (!color.empty() && !command.figure.isWanted()) throw UsageError("--color is that of a figure. Give --figure too.");
  if (color == "origin" && !command.adversarial)
    throw UsageError("All points are clean. Give --adversarial with --color origin.");
  if (color == "robustness" && command.adversarial)
    throw UsageError("Robustness is that of clean pictures. Leave --adversarial out.");
  if (isAttacked || color == "prediction" || color == "correct" || color == "confidence") networkOf(command);
}

}  // namespace adv
