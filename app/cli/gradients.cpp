// SPDX-License-Identifier: GPL-3.0-or-later
// advscope gradients: how small the gradients of networks are, and what float32 makes of them.
#include <cmath>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/gradient_histogram.hpp"
#include "widgets/figures/amplitude_figure.hpp"
#include "widgets/plots/temperature_axis.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Of each picture the mean amplitude g(x) = 1/(N M) Σⱼ Σᵢ |∂Fⱼ/∂xᵢ| of the softmax F at T = 1 over all N outputs and all M numbers,
worked out in the log domain; beside it the pictures all of whose gradients are exactly 0 in float32. The bins are those of
Papernot et al. 2016, figure 9.

Examples:
  advscope gradients --model distilled_mnist_none,distilled_mnist_T100 --data mnist-test:0-1000
  advscope gradients -m distilled_mnist_T20 -m distilled_mnist_T100 --count 500 --figure gradients.pdf --json)";

struct GradientsCommand {
  CommonOptions common;
  FigureOptions figure;
  GradientHistogramRequest request;
  bool showsPublished = false;
};

Json toJson(const GradientHistogram& network) {
  Json bins = Json::array();
  for (std::size_t bin = 0; bin < kAmplitudeBins; ++bin) {
    bins.push_back({{"from", kAmplitudeEdges[bin]},
                    {"to", kAmplitudeEdges[bin + 1]},
                    {"count", network.counts[bin]},
                    {"share", network.share(bin)}});
  }
  return {{"id", network.model.id},
          {"weights_sha256", network.model.weightsSha256},
          {"temperature", network.temperature ? Json(*network.temperature) : Json()},
          {"count", network.count},
          {"correct", network.correct},
          {"bins", bins},
          {"exact_zero_share_float32", network.zeroShareFloat32()},
          {"exact_zero_component_share_float32", network.zeroComponentShare},
          {"median_log10", finiteOrNull(network.medianLog10)}};
}

void printReport(const GradientHistogramsReady& ready) {
  std::vector<std::vector<std::string>> rows = {{"NETWORK", "T", "MEDIAN", "BELOW 1E-40", "0 IN FLOAT32", "RIGHT"}};
  for (const GradientHistogram& network : ready.networks) {
    const double right = network.count > 0 ? static_cast<double>(network.correct) / network.count : 0.0;
    rows.push_back({network.model.id, temperatureTick(network.temperature).toStdString(),
                    amplitudeText(network.medianLog10).toStdString(), shareText(network.share(0)).toStdString(),
                    shareText(network.zeroShareFloat32()).toStdString(), shareText(right).toStdString()});
  }
  printText(std::to_string(ready.pictures) + " pictures of " + ready.request.data + "\n");
  printText(textTable(rows, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right}));
  printText(amplitudeSentence(ready).toStdString() + "\n");
}

void measureGradients(const GradientsCommand& command) {
  HeadlessEngine engine(command.common.device);
  const auto ready = engine.ask<GradientHistogramsReady>(command.request);
  Json document = {{"data", ready.request.data},
                   {"pictures", ready.pictures},
                   {"seconds", ready.seconds},
                   {"models", Json::array()},
                   {"files", Json::array()}};
  for (const GradientHistogram& network : ready.networks) document["models"].push_back(toJson(network));
  if (command.figure.isWanted())
    document["files"] = writeFigure(AmplitudeFigure({ready, command.showsPublished, {}}), command.figure);
  if (command.common.json) return printJson(document);
  printReport(ready);
  printWritten(document["files"]);
}

void addGradientsCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("gradients", "Count pictures by how small their gradients are");
  const auto options = std::make_shared<GradientsCommand>();
  GradientHistogramRequest& request = options->request;
  command->add_option("--model,-m", request.models, "Networks' ids, or paths of their model.json, separated by commas")
      ->required()
      ->delimiter(',')
      ->option_text("ID|FILE,…");
  command->add_option("--data,-d", request.data, "Pictures: a data set or a folder, :A-B for some of them")
      ->option_text("DATA [what the first network's card names]");
  command->add_option("--count", request.count, "Pictures, where --data is not given [200]")
      ->check(CLI::PositiveNumber)
      ->option_text("N");
  command->add_flag("--published", options->showsPublished, "The figure shows the published values, too");
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { measureGradients(*options); }; });
}

const RegisterCommand kRegistered{206, addGradientsCommand};

}  // namespace
}  // namespace adv
