// SPDX-License-Identifier: GPL-3.0-or-later
// advscope distillation-report: everything that is measured of networks that differ in their temperature, in one file.
#include <filesystem>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/distillation_report.hpp"
#include "engine/api/error.hpp"
#include "widgets/figures/amplitude_figure.hpp"
#include "widgets/figures/temperature_figures.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Measures accuracy and logits, the gradients, the attacks, and a line through one picture, and writes DIR/report.json, which
the pages of the distillation laboratory open with. With --figure all figures go to a folder.

Examples:
  advscope distillation-report --models models/distilled-mnist
  advscope distillation-report --models my-set --attacked 50 --gradients 200 --figure figures
  advscope distillation-report --report models/distilled-mnist/report.json --figure figures --json)";

struct ReportCommand {
  CommonOptions common;
  std::string models;
  std::string stored;
  std::string figures;
  std::string format = "pdf";
  std::string out;
  int outputs = 10000;
  int gradients = 1000;
  int attacked = 100;
};

/// What makes the same report again.
std::string commandLine(const ReportCommand& command) {
  return "advscope distillation-report --outputs " + std::to_string(command.outputs) + " --gradients " +
         std::to_string(command.gradients) + " --attacked " + std::to_string(command.attacked);
}

std::vector<std::string> cardsOf(HeadlessEngine& engine, const ReportCommand& command) {
  std::vector<std::string> cards;
  for (const ModelInfo& model : engine.ask<DistilledGroup>(DistilledGroupRequest{command.models}).models)
    cards.push_back(model.cardPath);
  return cards;
}

DistillationReport measure(HeadlessEngine& engine, const ReportCommand& command) {
  const std::vector<std::string> cards = cardsOf(engine, command);
  DistillationReport report;
  report.madeBy = commandLine(command);
  report.outputs = engine.ask<TemperatureOutputsReady>(TemperatureOutputsRequest{cards, {}, command.outputs});
  report.gradients = engine.ask<GradientHistogramsReady>(GradientHistogramRequest{cards, {}, command.gradients});
  TemperatureAttacksRequest attacks;
  attacks.models = cards;
  attacks.count = command.attacked;
  report.attacks = engine.ask<TemperatureAttacksReady>(attacks);
  const std::string& slice = report.outputs->request.data;
  TemperatureProfileRequest profile;
  profile.models = {cards.front(), cards.back()};
  profile.image = SampleImage{slice.substr(0, slice.find(':')), 0};
  report.profile = engine.ask<TemperatureProfileReady>(profile);
  return report;
}

/// One file for each figure, named as the window names them.
std::vector<std::string> writeAll(const DistillationReport& report, const ReportCommand& command) {
  std::vector<std::unique_ptr<Figure>> figures;
  if (report.gradients)
    figures.push_back(std::make_unique<AmplitudeFigure>(AmplitudeBars{*report.gradients, true, {}}));
  if (report.outputs) figures.push_back(std::make_unique<AccuracyVariationFigure>(*report.outputs, true));
  if (report.attacks) {
    for (const auto view : {SuccessView::AsPublished, SuccessView::AsItIs})
      figures.push_back(std::make_unique<SuccessFigure>(*report.attacks, view, true));
    figures.push_back(
        std::make_unique<TemperatureSizesFigure>(report.attacks, report.outputs, RobustnessMeasure::SmallestL2, true));
  }
  if (report.profile) figures.push_back(std::make_unique<ProfileFigure>(*report.profile));
  std::filesystem::create_directories(command.figures);
  std::vector<FigureOptions> options;
  for (const auto& figure : figures) {
    FigureOptions one;
    one.file =
        (std::filesystem::path(command.figures) / (figure->fileStem().toStdString() + '.' + command.format)).string();
    options.push_back(std::move(one));
  }
  std::vector<WantedFigure> wanted;
  for (std::size_t i = 0; i < figures.size(); ++i) wanted.push_back({*figures[i], options[i]});
  return writeFigures(wanted);
}

std::string rateOf(const TemperatureRow& row, TemperatureAttack attack) {
  return row.cell(attack) ? shareText(row.cell(attack)->rate()).toStdString() : "–";
}

void printReport(const DistillationReport& report) {
  std::vector<std::vector<std::string>> rows = {
      {"T", "JSMA SOFTMAX", "JSMA LOGITS", "JSMA LOGITS/T", "JSMA LOG", "PGD", "PGD LOGITS/T", "C&W L2", "MEAN L2"}};
  if (report.attacks) {
    for (const TemperatureRow& row : report.attacks->rows) {
      std::vector<std::string> cells = {temperatureTick(row.temperature).toStdString()};
      for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) cells.push_back(rateOf(row, info.attack));
      const auto& smallest = row.cell(TemperatureAttack::CarliniWagnerL2);
      cells.push_back(smallest ? significant(smallest->meanL2).toStdString() : "–");
      rows.push_back(std::move(cells));
    }
    printText(textTable(rows, std::vector<Align>(rows.front().size(), Align::Right)));
    printText(successSentence(*report.attacks, SuccessView::AsItIs).toStdString() + "\n");
  }
  if (report.gradients) printText(amplitudeSentence(*report.gradients).toStdString() + "\n");
  if (report.outputs) printText(accuracySentence(*report.outputs).toStdString() + "\n");
  if (report.profile) printText(profileSentence(*report.profile).toStdString() + ".\n");
}

void makeReport(const ReportCommand& command) {
  HeadlessEngine engine(command.common.device);
  DistillationReport report;
  if (command.stored.empty())
    report = measure(engine, command);
  else
    report = *engine.ask<ReportLoaded>(LoadReportRequest{command.stored}).report;
  std::string path = command.out;
  if (path.empty() && command.stored.empty() && !command.models.empty())
    path = (std::filesystem::path(command.models) / "report.json").string();
  const auto saved =
      engine.ask<ReportSaved>(SaveReportRequest{std::make_shared<const DistillationReport>(report), path});
  std::vector<std::string> files;
  if (!path.empty()) files.push_back(path);
  if (!command.figures.empty()) {
    for (const std::string& file : writeAll(report, command)) files.push_back(file);
  }
  if (command.common.json) {
    Json document = Json::parse(saved.text);
    document["files"] = files;
    return printJson(document, -1);
  }
  printReport(report);
  printWritten(Json(files));
}

void addReportCommand(CLI::App& app, Work& work) {
  CLI::App* command =
      app.add_subcommand("distillation-report", "Measure all that temperature does to distilled networks");
  const auto options = std::make_shared<ReportCommand>();
  command->add_option("--models", options->models, "Folder with <id>/model.json; otherwise the bundled networks")
      ->option_text("DIR");
  command->add_option("--report", options->stored, "Takes a stored report instead of measuring")->option_text("FILE");
  command->add_option("--figure", options->figures, "Folder for all figures with their numbers")->option_text("DIR");
  command->add_option("--figure-format", options->format, "What the figures are written as")
      ->check(CLI::IsMember({"pdf", "svg", "png"}))
      ->option_text("pdf|svg|png [pdf]");
  command->add_option("--out,-o", options->out, "Where the report is written; otherwise beside the models of --models")
      ->option_text("FILE");
  const auto addCount = [&](const char* name, int& value, const std::string& what) {
    command->add_option(name, value, what + " [" + std::to_string(value) + "]")
        ->check(CLI::PositiveNumber)
        ->option_text("N");
  };
  addCount("--outputs", options->outputs, "Test pictures for accuracy and logits");
  addCount("--gradients", options->gradients, "Test pictures for the gradients");
  addCount("--attacked", options->attacked, "Test pictures for the attacks");
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { makeReport(*options); }; });
}

const RegisterCommand kRegistered{207, addReportCommand};

}  // namespace
}  // namespace adv
