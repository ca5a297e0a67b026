// SPDX-License-Identifier: GPL-3.0-or-later
// advscope convolve: filter or pool a picture or a few numbers, and how large the output of a layer is.
#include <charconv>
#include <map>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/convolve_report.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/options.hpp"
#include "engine/api/error.hpp"
#include "widgets/figures/convolution_figure.hpp"
#include "widgets/figures/pooling_figure.hpp"
#include "widgets/figures/save_picture.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(What networks call a convolution is a cross-correlation: the kernel is not flipped. Pictures are levels 0 to 255. The size is
⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1 on each axis. --out writes the output as it is shown: levels cut off at 0 and 255, or signed with
128 for 0. Without a kernel, --filters and --kernel-size tell the size of a layer's output.

Examples:
  advscope convolve photo.jpg --kernel sobel-x --figure edges.pdf
  advscope convolve signs-gallery:1 --kernel "0 1 0;1 4 1;0 1 0" --scale 1/8 --padding 1 --out soft.png
  advscope convolve --matrix "1 1 2 4;5 6 7 8;3 2 1 0;1 2 3 4" --pool max --size 2 --json
  advscope convolve --size 32x32x3 --filters 6 --kernel-size 5)";

struct ConvolveCommand {
  CommonOptions common;
  FigureOptions figure;
  std::string image;
  std::string minus;
  std::string matrix;
  std::string kernel;
  std::string scale;
  std::string pool;
  std::string size;
  std::string at;
  std::string out;
  std::string edge = "zero";
  std::string channel = "grey";
  std::string shown = "auto";
  std::optional<int> stride;
  int padding = 0;
  int dilation = 1;
  int levels = 1;
  int filters = 0;
  int kernelSize = 0;
  bool ceilMode = false;
};

/// Whole numbers with `separator` between them.
std::vector<int> readWhole(const std::string& text, char separator, const std::string& option, std::size_t count) {
  std::vector<int> numbers;
  for (const char* at = text.data(); at <= text.data() + text.size();) {
    int value = 0;
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), value);
    if (error != std::errc{} || (end != text.data() + text.size() && *end != separator)) break;
    numbers.push_back(value);
    at = end + 1;
  }
  std::string again;
  for (const int value : numbers) again += (again.empty() ? "" : std::string(1, separator)) + std::to_string(value);
  if (numbers.size() == count && again == text) return numbers;
  throw UsageError(option + " " + text + " cannot be read. " +
                   (separator == 'x' ? "Write width, height and channels: 32x32x3." : "Write column and row: 3,4."));
}

/// What a person typed is wrong usage rather than failed work.
template <class Read>
auto typed(const std::string& option, const Read& read) {
  try {
    return read();
  } catch (const Failure& failure) {
    throw UsageError(option + ": " + failure.error().text());
  }
}

Kernel readKernel(const ConvolveCommand& command) {
  Kernel kernel = typed("--kernel", [&] { return parseKernel(command.kernel); });
  if (command.scale.empty()) return kernel;
  const auto slash = command.scale.find('/');
  const auto part = [&](const std::string& text) {
    const NumberMap one = typed("--scale", [&] { return parseMatrix(text); });
    if (one.values.size() != 1) throw UsageError("--scale " + command.scale + " is no number. Write it like 1/8.");
    return one.values.front();
  };
  kernel.numerator = part(command.scale.substr(0, slash));
  kernel.denominator = slash == std::string::npos ? 1.0 : part(command.scale.substr(slash + 1));
  if (kernel.denominator == 0.0) throw UsageError("--scale " + command.scale + " divides by 0.");
  return kernel;
}

FilterInput readInput(const ConvolveCommand& command) {
  if (command.image.empty() == command.matrix.empty())
    throw UsageError("Name either a picture or numbers with --matrix.");
  if (!command.matrix.empty()) return typed("--matrix", [&] { return parseMatrix(command.matrix); });
  static const std::map<std::string, ChannelChoice> channels = {{"grey", ChannelChoice::Mean},
                                                                {"red", ChannelChoice::Red},
                                                                {"green", ChannelChoice::Green},
                                                                {"blue", ChannelChoice::Blue},
                                                                {"each", ChannelChoice::Each}};
  PictureInput input{readImageSource(command.image)};
  if (!command.minus.empty()) input.minus = readImageSource(command.minus);
  input.channel = channels.at(command.channel);
  return input;
}

Stepping readStepping(const ConvolveCommand& command) {
  return {command.stride.value_or(1), command.padding, command.dilation,
          command.edge == "zero" ? EdgeMode::Zero : EdgeMode::Reflect};
}

Json writeOut(const ConvolveCommand& command, const ShownMap& map) {
  if (command.out.empty()) return Json::array();
  const QString problem = savePicture(QString::fromStdString(command.out), *map.picture);
  if (!problem.isEmpty()) throw userFailure(problem.toStdString());
  return Json::array({command.out});
}

void finish(const ConvolveCommand& command, Json document, const ShownMap& output, const Figure& figure,
            const std::string& report) {
  document["files"] = writeOut(command, output);
  if (command.figure.isWanted()) {
    for (const std::string& file : writeFigure(figure, command.figure)) document["files"].push_back(file);
  }
  if (command.common.json) return printJson(document, -1);
  printText(report);
  printWritten(document["files"]);
}

void printLayer(const ConvolveCommand& command) {
  if (command.filters == 0 || command.kernelSize == 0 || command.size.empty())
    throw UsageError("The size of a layer needs --size WxHxC, --filters and --kernel-size.");
  if (!command.image.empty() || !command.matrix.empty() || command.figure.isWanted() || !command.out.empty())
    throw UsageError("The size of a layer is worked out from numbers alone: leave picture and files out.");
  const std::vector<int> size = readWhole(command.size, 'x', "--size", 3);
  const LayerShape shape{size[0], size[1], size[2], command.filters, command.kernelSize, readStepping(command)};
  describeLayer(shape);
  command.common.json ? printJson(toJson(shape), -1) : printText(layerReport(shape));
}

void poolInput(const ConvolveCommand& command) {
  PoolingRequest request{readInput(command), {}, command.levels};
  PoolSpec& spec = request.spec;
  spec.kind = command.pool == "max" ? PoolKind::Max : PoolKind::Average;
  if (!command.size.empty()) spec.size = readWhole(command.size, ',', "--size", 1).front();
  spec.stride = command.stride.value_or(spec.size);
  spec.padding = command.padding;
  spec.ceilMode = command.ceilMode;
  HeadlessEngine engine(command.common.device);
  const auto ready = engine.ask<PoolingReady>(request);
  PoolingFigureData data{spec, {}, {}};
  (command.matrix.empty() ? data.picture : data.cells) = ready;
  finish(command, toJson(ready, spec), ready.levels.back(), PoolingFigure(data), poolReport(ready, spec));
}

void filterInput(const ConvolveCommand& command) {
  static const std::map<std::string, Shown> shown = {
      {"auto", Shown::Automatic}, {"levels", Shown::Levels}, {"signed", Shown::Signed}};
  const ConvolutionSpec spec{readInput(command), readKernel(command), readStepping(command)};
  HeadlessEngine engine(command.common.device);
  const auto maps = std::make_shared<const ConvolutionReady>(
      engine.ask<ConvolutionReady>(ConvolutionRequest{spec, shown.at(command.shown)}));
  WindowRequest request{spec, maps->strongestY, maps->strongestX};
  if (!command.at.empty()) {
    const std::vector<int> at = readWhole(command.at, ',', "--at", 2);
    request.x = at[0];
    request.y = at[1];
  }
  const auto window = engine.ask<WindowReady>(request);
  finish(command, toJson(*maps, window, spec), maps->output,
         ConvolutionFigure({maps, window, spec.kernel, spec.stepping}), convolveReport(*maps, window, spec));
}

void convolve(const ConvolveCommand& command) {
  if (command.filters > 0 || command.kernelSize > 0) return printLayer(command);
  if (command.kernel.empty() == command.pool.empty())
    throw UsageError("Name one of --kernel, --pool, or --filters with --kernel-size.");
  command.pool.empty() ? filterInput(command) : poolInput(command);
}

void addConvolveCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("convolve", "Filter or pool a picture or numbers; sizes of a layer");
  const auto o = std::make_shared<ConvolveCommand>();
  std::string names;
  for (const NamedKernel& known : namedKernels()) names += (names.empty() ? "" : ", ") + known.id;
  command->add_option("IMAGE", o->image, "A picture file, or one of a data set: mnist-test:7");
  command->add_option("--minus", o->minus, "Take this picture away from it first: a perturbation")
      ->option_text("IMAGE");
  command->add_option("--matrix", o->matrix, "Numbers instead of a picture, rows by semicolons")
      ->option_text("\"1 2;3 4\"");
  command->add_option("--kernel", o->kernel, "A matrix, or one of: " + names)->option_text("NAME|\"1 0 -1;…\"");
  command->add_option("--scale", o->scale, "Common factor of the kernel")->option_text("1/8 [the kernel's own, or 1]");
  command->add_option("--pool", o->pool, "Pool instead of filtering")
      ->check(CLI::IsMember({"max", "average"}))
      ->option_text("max|average");
  command->add_option("--size", o->size, "Window of the pooling; or the input of a layer")->option_text("N|WxHxC [2]");
  command->add_option("--levels", o->levels, "How often to pool")->check(CLI::Range(1, 12))->option_text("N [1]");
  command->add_flag("--ceil", o->ceilMode, "Pooling: a last window may reach beyond the edge");
  command->add_option("--filters", o->filters, "Filters of a layer")->check(CLI::Range(1, 1 << 20))->option_text("N");
  command->add_option("--kernel-size", o->kernelSize, "Their rows and columns")
      ->check(CLI::Range(1, 4096))
      ->option_text("N");
  command->add_option("--stride", o->stride, "Pixels from one window to the next")
      ->option_text("N [1; pooling: the size]");
  command->add_option("--padding", o->padding, "Pixels added on each side")->option_text("N [0]");
  command->add_option("--dilation", o->dilation, "Distance of the pixels under the kernel")->option_text("N [1]");
  command->add_option("--edge", o->edge, "What the padding holds")
      ->check(CLI::IsMember({"zero", "reflect"}))
      ->option_text("zero|reflect");
  command->add_option("--channel", o->channel, "Of a coloured picture; each: every one by itself")
      ->check(CLI::IsMember({"grey", "red", "green", "blue", "each"}))
      ->option_text("grey|red|green|blue|each");
  command->add_option("--show", o->shown, "How the output becomes a picture")
      ->check(CLI::IsMember({"auto", "levels", "signed"}))
      ->option_text("auto|levels|signed");
  command->add_option("--at", o->at, "The output pixel that is told term by term")->option_text("X,Y [the strongest]");
  command->add_option("--out", o->out, "Write the output as an 8-bit picture")->option_text("FILE.png");
  addFigureOptions(*command, o->figure);
  addCommonOptions(*command, o->common);
  command->footer(kFooter);
  command->callback([o, &work] { work = [o] { convolve(*o); }; });
}

const RegisterCommand kRegistered{120, addConvolveCommand};

}  // namespace

}  // namespace adv
