// SPDX-License-Identifier: GPL-3.0-or-later
// advscope surface: what a network says on the plane that an attack moves in.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/epsilon.hpp"
#include "engine/api/surface.hpp"
#include "widgets/figures/surface_figure.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(The plane is x + t d1 + s d2. d1 is adversarial − original, d2 the second direction without its part along d1; both have
size 1 in the attack's norm (L2, otherwise L∞), so that t and s are distances like ε. Classes and margins (top logit minus
runner-up) are those of the float pictures, clipped to [0, 1] unless --no-clip is given.

Examples:
  advscope surface photo.jpg --model squeezenet1_1 --attack bim --epsilon 8/255 --figure surface.pdf
  advscope surface signs-test:3 -m signs -a fgsm -e 8/255 --second noise --json
  advscope surface mnist-test:7 -m digits -a bim -e 0.3 --second mnist-test:9 --extent 0.6 --points 129)";

struct SurfaceCommand {
  CommonOptions common;
  AttackOptions attack;
  FigureOptions figure;
  std::string image;
  std::string model;
  std::string second = "random";
  std::optional<std::string> label;
  std::optional<std::string> extent;
  int points = 0;
  bool noClip = false;
};

double readExtent(const SurfaceCommand& command) {
  if (!command.extent) return 0.0;
  const auto extent = Epsilon::parse(*command.extent, command.attack.plainMeansLevels);
  if (extent && extent->unit() > 0.0) return extent->unit();
  throw UsageError("--extent " + *command.extent + " is no distance above 0. Write it like --epsilon: 16/255.");
}

/// "random", an attack's id, or a picture. Another attack goes as far as the first where both measure ε alike.
SecondDirection readSecond(const SurfaceCommand& command, const Engine& engine, const AttackInfo& first,
                           const ParamValues& params) {
  if (command.second == "random") return RandomDirection{};
  const auto& attacks = engine.attacks();
  const auto found =
      std::find_if(attacks.begin(), attacks.end(), [&](const AttackInfo& info) { return info.id == command.second; });
  if (found == attacks.end()) {
    const ImageSource image = readImageSource(command.second);
    std::error_code ignored;
    if (const auto* file = std::get_if<FileImage>(&image); file && !std::filesystem::exists(file->path, ignored))
      throw UsageError("--second " + command.second + " is neither random, nor an attack, nor a picture.");
    return ImageDirection{image};
  }
  AttackDirection direction{found->id, {}};
  const auto epsilon = params.find("epsilon");
  if (epsilon != params.end() && found->param("epsilon") && found->normWith({}) == first.normWith(params))
    direction.params["epsilon"] = epsilon->second;
  return direction;
}

Json axisJson(double extent, int points, const std::string& norm) {
  Json values = Json::array();
  for (int i = 0; i < points; ++i) values.push_back(extent * (2.0 * i / (points - 1) - 1));
  return {{"from", -extent}, {"to", extent}, {"norm", norm}, {"values", values}};
}

Json placeJson(const SurfacePoint& point) { return {{"along", point.along}, {"across", point.across}}; }

Json gridJson(const SurfaceReady& surface, const auto& values) {
  Json rows = Json::array();
  for (int row = 0; row < surface.points; ++row) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(row) * surface.points;
    rows.push_back(std::vector(first, first + surface.points));
  }
  return rows;
}

Json toJson(const SurfaceReady& surface, const SurfaceCommand& command, const AttackInfo& attack) {
  Json lines = Json::array();
  for (const LogitLine& line : surface.lines) {
    lines.push_back({{"class", line.classIndex},
                     {"label", surface.model.labelOf(line.classIndex)},
                     {"slope", line.fit.slope},
                     {"slope_per_level", line.fit.slope / 255},
                     {"intercept", line.fit.intercept},
                     {"r2", line.fit.r2},
                     {"logits", line.logits}});
  }
  Json json = {{"image", command.image},
               {"image_sha256", surface.imageSha256},
               {"model", command.model},
               {"weights_sha256", surface.model.weightsSha256},
               {"attack", attack.id},
               {"norm", surface.norm},
               {"parameters", paramsToJson(surface.params, attack)},
               {"second", command.second},
               {"seed", command.attack.seed},
               {"clip", !command.noClip},
               {"points", surface.points}};
  json["label"] = {{"class", surface.label}, {"label", surface.model.labelOf(surface.label)}};
  json["wrong_from_start"] = surface.wrongFromStart;
  json["axes"] = {{"along", axisJson(surface.extent, surface.points, surface.norm)},
                  {"across", axisJson(surface.extentAcross, surface.points, surface.norm)}};
  json["adversarial"] = placeJson(surface.adversarial);
  json["adversarial"]["class"] = surface.adversarialClass;
  json["other"] = surface.other ? placeJson(*surface.other) : Json();
  json["classes"] = gridJson(surface, surface.classes);
  json["margins"] = gridJson(surface, surface.margins);
  json["lines"] = lines;
  json["files"] = Json::array();
  return json;
}

void printReport(const SurfaceReady& surface, const AttackInfo& attack) {
  const auto levels = [](double unit) { return Epsilon::fromUnit(unit).text(); };
  const auto rounded = [](double value) { return significant(value).toStdString(); };
  printText(attack.title + " went " + levelsText(surface.adversarial.along).toStdString() + " (" + surface.norm +
            "), to \"" + surface.model.labelOf(surface.adversarialClass) + "\"; the label is \"" +
            surface.model.labelOf(surface.label) + "\".\n");
  if (surface.wrongFromStart) printText("The picture is wrong from the start.\n");
  std::vector<std::vector<std::string>> regions = {{"REGION", "SHARE"}};
  for (const int index : surface.classesSeen) {
    const auto count = std::count(surface.classes.begin(), surface.classes.end(), index);
    const double share = static_cast<double>(count) / static_cast<double>(surface.classes.size());
    regions.push_back({surface.model.labelOf(index), percentText(share).toStdString()});
  }
  printText("\nThe plane from " + levels(-surface.extent) + " to " + levels(surface.extent) + ":\n");
  printText(textTable(regions, {Align::Left, Align::Right}));
  std::vector<std::vector<std::string>> fits = {{"LOGIT ALONG D1", "SLOPE A LEVEL", "AT 0", "R2"}};
  for (const LogitLine& line : surface.lines) {
    fits.push_back({surface.model.labelOf(line.classIndex), rounded(line.fit.slope / 255), rounded(line.fit.intercept),
                    QString::number(line.fit.r2, 'f', 4).toStdString()});
  }
  printText("\n" + textTable(fits, {Align::Left, Align::Right, Align::Right, Align::Right}));
}

void computeSurface(const SurfaceCommand& command) {
  HeadlessEngine engine(command.common.device);
  const AttackInfo& info = findAttackInfo(engine.engine(), command.attack.attack);
  SurfaceRequest request;
  SurfacePlane& plane = request.plane;
  plane.attack = info.id;
  plane.params = readParams(info, command.attack);
  plane.seed = command.attack.seed;
  plane.clip = !command.noClip;
  plane.second = readSecond(command, engine.engine(), info, plane.params);
  request.extent = readExtent(command);
  request.points = command.points;
  plane.subject = {command.model, readImageSource(command.image),
                   readClass(command.label, engine, command.model, "--label")};
  plane.target = readClass(command.attack.target, engine, command.model, "--target");

  const auto surface = engine.ask<SurfaceReady>(request);
  Json document = toJson(surface, command, info);
  if (command.figure.isWanted()) {
    document["files"] = writeFigure(SurfaceFigure({surface, request, engine.engine().attacks()}), command.figure);
  }
  if (command.common.json) return printJson(document, -1);
  printReport(surface, info);
  printWritten(document["files"]);
}

void addSurfaceCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("surface", "Map what a network says on the plane of an attack");
  const auto options = std::make_shared<SurfaceCommand>();
  command->add_option("IMAGE", options->image, "A picture file, or one of a data set: mnist-test:7")->required();
  command->add_option("--model,-m", options->model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  command
      ->add_option("--label", options->label, "Class that the attack is judged by: its index, or its label in quotes")
      ->option_text("CLASS");
  command
      ->add_option("--second", options->second,
                   "Second direction of the plane: random, another attack's id, or another picture")
      ->option_text("random|ID|IMAGE [random]");
  command->add_option("--points", options->points, "Points on a side of the grid: odd, 3 to 257")
      ->check(CLI::Range(3, 257))
      ->option_text("N [65, or 33 for large pictures]");
  command->add_option("--extent", options->extent, "Reach of the axes to both sides, read like --epsilon")
      ->option_text("EPS [twice what the attack changed]");
  command->add_flag("--no-clip", options->noClip, "Show the network pixels outside of [0, 1] too");
  addAttackOptions(*command, options->attack, false);
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { computeSurface(*options); }; });
}

const RegisterCommand kRegistered{80, addSurfaceCommand};

}  // namespace

}  // namespace adv
