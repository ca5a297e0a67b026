// SPDX-License-Identifier: GPL-3.0-or-later
// advscope trust: eight checks whether the count of an attack can be believed.
#include <algorithm>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/figure_option.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/similar_models.hpp"
#include "engine/api/trust.hpp"
#include "widgets/figures/trust_figure.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Each lamp compares the attack with something that should be no stronger. Green: it is not. Amber: it is, on some
pictures. Red: it is on more than a quarter of them, and what the attack leaves right is no robustness. Differences that
chance explains (one in a hundred over all eight lamps) light nothing.

Without --epsilon an attack in L∞ takes the ε that the network's card calls usual; without --data the first pictures of
the data set that the card names. Verdicts: plausible, partly_masked, gradient_masking, weak_attack, undecided.

Examples:
  advscope trust --model signs --attack bim
  advscope trust -m carlini_distilled_T100 -d mnist-test:0-500 -a bim -e 0.3 --step-size 0.01 --steps 40 --json
  advscope trust -m digits -a fgsm --figure trust.pdf)";

struct TrustCommand {
  CommonOptions common;
  AttackOptions attack;
  FigureOptions figure;
  TrustRequest request;
  std::optional<std::string> other;
};

Json toJson(const TrustCount& count) {
  return {{"what", count.what}, {"epsilon", count.epsilon}, {"right", count.right}, {"of", count.of}};
}

Json toJson(const std::vector<TrustCount>& counts) {
  Json all = Json::array();
  for (const TrustCount& count : counts) all.push_back(toJson(count));
  return all;
}

Json toJson(const Lamp& lamp) {
  return {{"id", lamp.id},
          {"state", nameOf(lamp.state)},
          {"title", lamp.title},
          {"measured", lamp.measured},
          {"expected", lamp.expected},
          {"ran", lamp.ran},
          {"hidden", lamp.hidden},
          {"numbers", toJson(lamp.numbers)}};
}

Json toJson(const TrustReported& report, const AttackInfo& attack) {
  Json lamps = Json::array();
  for (const Lamp& lamp : report.lamps) lamps.push_back(toJson(lamp));
  return {{"verdict", nameOf(report.verdict)},
          {"sentence", report.sentence},
          {"detail", report.detail},
          {"lamps", lamps},
          {"model", report.request.model},
          {"weights_sha256", report.model.weightsSha256},
          {"data", report.request.data},
          {"attack", report.request.attack},
          {"norm", attack.normWith(report.request.params)},
          {"parameters", paramsToJson(report.request.params, attack)},
          {"surrogate", report.request.other.empty() ? Json() : Json(report.request.other)},
          {"seed", report.request.seed},
          {"count", report.count},
          {"clean_correct", report.cleanRight},
          {"epsilon", report.epsilon},
          {"zero_gradient_share", report.zeroShare},
          {"runs", toJson(report.counts)},
          {"seconds", report.seconds}};
}

const char* signOf(LampState state) {
  switch (state) {
    case LampState::Green: return "●";
    case LampState::Amber: return "▲";
    case LampState::Red: return "■";
    case LampState::Pending: break;
  }
  return "○";
}

void printReport(const TrustReported& report) {
  std::string text = report.sentence + "\n  " + wrapped(report.detail, 110, 2) + "\n\n";
  for (const Lamp& lamp : report.lamps) {
    std::string state = nameOf(lamp.state);
    state.resize(5, ' ');
    text += std::string("  ") + signOf(lamp.state) + " " + state + "  " + lamp.title + "\n           " +
            wrapped("measured: " + lamp.measured, 100, 11) + "\n           " +
            wrapped("expected: " + lamp.expected, 100, 11) + "\n           " + wrapped("ran: " + lamp.ran, 100, 11) +
            "\n";
  }
  printText(text + "  " + durationText(report.seconds).toStdString() + "\n");
}

void trust(const TrustCommand& command) {
  HeadlessEngine engine(command.common.device);
  const AttackInfo& attack = findAttackInfo(engine.engine(), command.attack.attack);
  TrustRequest request = command.request;
  request.attack = attack.id;
  request.seed = command.attack.seed;
  request.params = readParams(attack, command.attack);
  if (command.attack.target) throw UsageError("The checks are about untargeted attacks. Leave --target out.");
  const ModelInfo model = engine.ask<ModelOpened>(OpenModelRequest{request.model}).info;
  useUsualEpsilon(attack, model, request.params);
  request.other = command.other.value_or(bestSurrogate(engine.engine().models(), model));
  if (request.other == "none") request.other.clear();
  const auto report = engine.ask<TrustReported>(request);
  Json document = toJson(report, attack);
  document["device"] = engine.engine().device().name;
  std::vector<std::string> files;
  if (command.figure.isWanted()) files = writeFigure(TrustFigure(report, attack), command.figure);
  document["files"] = files;
  if (command.common.json) return printJson(document);
  printReport(report);
  printWritten(files);
}

void addTrustCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("trust", "Check whether what an attack says of a network can be believed");
  const auto options = std::make_shared<TrustCommand>();
  command->add_option("--model,-m", options->request.model, "A network's id, or the path of its model.json")
      ->required()
      ->option_text("ID|FILE");
  addPictureOptions(*command, {options->request.data, options->request.count, options->request.batch});
  command
      ->add_option("--surrogate", options->other,
                   "Network whose adversarial pictures are tried on this one, or none; left out: the best similar one")
      ->option_text("ID|FILE|none");
  addAttackOptions(*command, options->attack, false);
  addFigureOptions(*command, options->figure);
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { trust(*options); }; });
}

const RegisterCommand kRegistered{90, addTrustCommand};

}  // namespace

}  // namespace adv
