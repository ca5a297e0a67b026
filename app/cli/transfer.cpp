// SPDX-License-Identifier: GPL-3.0-or-later
// advscope transfer: adversarial pictures made on one network, tried on others.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/similar_models.hpp"
#include "engine/api/transfer.hpp"
#include "widgets/figures/transfer_figure.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(A cell is the share of pictures that the network of the column gets wrong after they were attacked on the network of
the row, of those that both classify rightly without attack. The control is random noise of the same ε.

Without --models every available network that takes the same pictures as digits; without --epsilon an attack in L∞ takes
the ε that the first network's card calls usual; without --data the first pictures of the data set that its card names.

Examples:
  advscope transfer --attack bim
  advscope transfer --models digits,advertorch_clean -d mnist-test:0-500 -a bim -e 0.2 --json
  advscope transfer --models signs -a fgsm --axis --figure transfer.pdf)";

struct TransferCommand {
  CommonOptions common;
  AttackOptions attack;
  FigureOptions figure;
  TransferRequest request;
  bool axis = false;
};

Json toJson(const TransferCell& cell) {
  return {{"fooled", cell.fooled}, {"of", cell.of}, {"rate", cell.of > 0 ? Json(cell.rate()) : Json()}};
}

Json toJson(const std::vector<TransferCell>& cells) {
  Json row = Json::array();
  for (const TransferCell& cell : cells) row.push_back(toJson(cell));
  return row;
}

Json toJson(const TransferMatrix& matrix) {
  Json rows = Json::array();
  for (const auto& row : matrix.rows) rows.push_back(toJson(row));
  return {{"epsilon", matrix.epsilon},
          {"rows", rows},
          {"noise", toJson(matrix.noise)},
          {"carried_over", toJson(matrix.carriedOver())},
          {"on_itself", toJson(matrix.onItself())}};
}

Json toJson(const TransferReported& report, const AttackInfo& attack) {
  Json models = Json::array();
  for (std::size_t i = 0; i < report.models.size(); ++i) {
    models.push_back({{"id", report.models[i].id},
                      {"title", report.models[i].title},
                      {"weights_sha256", report.models[i].weightsSha256},
                      {"clean_correct", report.cleanRight[i]}});
  }
  Json document = toJson(report.matrices.front());
  Json axis = Json::array();
  for (const TransferMatrix& matrix : report.matrices) axis.push_back(toJson(matrix));
  document["axis"] = axis;
  document["definition"] = "wrong after the attack on the row's network, of those right on both without attack";
  document["models"] = models;
  document["count"] = report.count;
  document["data"] = report.request.data;
  document["attack"] = report.request.attack;
  document["norm"] = attack.normWith(report.request.params);
  document["parameters"] = paramsToJson(report.request.params, attack);
  document["seed"] = report.request.seed;
  document["note"] = report.note;
  document["seconds"] = report.seconds;
  return document;
}

std::string cellText(const TransferCell& cell) {
  if (cell.of == 0) return "–";
  return shareText(cell.rate()).toStdString() + " (" + std::to_string(cell.fooled) + "/" + std::to_string(cell.of) +
         ")";
}

void printReport(const TransferReported& report, const AttackInfo& attack) {
  std::vector<std::vector<std::string>> rows = {{"made on, tried on →"}};
  std::vector<Align> alignment = {Align::Left};
  for (const ModelInfo& model : report.models) {
    rows.front().push_back(model.id);
    alignment.push_back(Align::Right);
  }
  const TransferMatrix& matrix = report.matrices.front();
  const auto add = [&](const std::string& name, const std::vector<TransferCell>& cells) {
    rows.push_back({name});
    for (const TransferCell& cell : cells) rows.back().push_back(cellText(cell));
  };
  for (std::size_t row = 0; row < matrix.rows.size(); ++row) add(report.models[row].id, matrix.rows[row]);
  add("random noise", matrix.noise);
  rows.push_back({"right without attack"});
  for (const int right : report.cleanRight)
    rows.back().push_back(std::to_string(right) + "/" + std::to_string(report.count));
  printText(attack.title + " · " + report.request.data + " · ε " + levelsText(report.epsilon).toStdString() +
            " · fooled, of those right on both\n" + textTable(rows, alignment) +
            (report.note.empty() ? "" : "  " + report.note + "\n") + "  " + durationText(report.seconds).toStdString() +
            "\n");
}

/// The networks that take the same pictures as `digits`, which comes with the program.
std::vector<std::string> usualModels(const Engine& engine) {
  std::vector<std::string> ids;
  for (const ModelInfo& model : engine.models()) {
    if (model.id != "digits") continue;
    for (const ModelInfo& similar : similarModels(engine.models(), model)) ids.push_back(similar.id);
  }
  return ids;
}

void transfer(const TransferCommand& command) {
  HeadlessEngine engine(command.common.device);
  const AttackInfo& attack = findAttackInfo(engine.engine(), command.attack.attack);
  TransferRequest request = command.request;
  request.attack = attack.id;
  request.seed = command.attack.seed;
  request.params = readParams(attack, command.attack);
  if (command.attack.target) throw UsageError("Transfer is measured untargeted. Leave --target out.");
  if (request.models.empty()) request.models = usualModels(engine.engine());
  if (request.models.empty()) throw UsageError("Name the networks: --models ID,ID.");
  const ModelInfo first = engine.ask<ModelOpened>(OpenModelRequest{request.models.front()}).info;
  useUsualEpsilon(attack, first, request.params);
  if (command.axis) request.reach = std::min(0.5, 2.0 * first.usualEpsilon);
  const auto report = engine.ask<TransferReported>(request);
  Json document = toJson(report, attack);
  document["device"] = engine.engine().device().name;
  std::vector<std::string> files;
  if (command.figure.isWanted()) files = writeFigure(TransferFigure(report, attack), command.figure);
  document["files"] = files;
  if (command.common.json) return printJson(document);
  printReport(report, attack);
  printWritten(files);
}

void addTransferCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("transfer", "Make adversarial pictures on each network and try them on all");
  const auto options = std::make_shared<TransferCommand>();
  command->add_option("--models,-m", options->request.models, "Ids, or paths of model cards, with commas between them")
      ->delimiter(',')
      ->option_text("ID|FILE,…");
  addPictureOptions(*command, {options->request.data, options->request.count, options->request.batch});
  command->add_flag("--axis", options->axis, "Also at a quarter, half and all of twice the usual ε");
  addAttackOptions(*command, options->attack, false);
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { transfer(*options); }; });
}

const RegisterCommand kRegistered{100, addTransferCommand};

}  // namespace

}  // namespace adv
