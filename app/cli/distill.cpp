// SPDX-License-Identifier: GPL-3.0-or-later
// advscope distill: trains networks by defensive distillation, one for each temperature and seed.
#include <cmath>
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/json.hpp"
#include "app/cli/options.hpp"
#include "engine/api/distillation.hpp"
#include "engine/api/error.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr char kFooter[] =
    R"(Each network goes to DIR/<id>/ with its model card, as distilled_mnist_T100, distilled_mnist_none and, of a second seed,
distilled_mnist_T100_s2. A network that is there is taken as it is. Stopped with Ctrl+C, the same command goes on after
the last whole epoch.

Examples:
  advscope distill --data mnist --temperature none,1,2,5,10,20,30,40,50,100 --out my-set
  advscope distill --data signs --temperature 20 --seeds 3 --out my-signs
  advscope distill --data digits --pictures 2000 --temperature none,100 --epochs 4 --out quick --json)";

struct DistillCommand {
  CommonOptions common;
  DistillRequest request;
  std::vector<std::string> temperatures;
};

std::optional<double> readTemperature(const std::string& text) {
  if (text == "none") return {};
  double value = 0.0;
  if (!CLI::detail::lexical_cast(text, value))
    throw UsageError("--temperature: \"" + text + "\" is no temperature; give numbers such as 20, or none.");
  try {
    checkTemperature(value);
  } catch (const Failure& failure) {
    throw UsageError("--temperature " + text + ": " + failure.error().text());
  }
  return value;
}

std::string accuracyText(double accuracy) {
  return accuracy < 0.0 ? "–" : QString::number(100.0 * accuracy, 'f', 2).toStdString() + " %";
}

std::string temperatureOf(const DistillationNetwork& network) {
  return network.temperature ? significant(*network.temperature).toStdString() : "none";
}

/// A line for each epoch and each network, as they come.
class Reporter {
 public:
  void hear(const DistillationState& state) {
    for (std::size_t i = 0; i < state.networks.size(); ++i) {
      if (m_known.size() <= i) m_known.push_back(state.networks[i]);
      if (state.networks[i] == m_known[i]) continue;
      tell(*m_known[i], *state.networks[i]);
      m_known[i] = state.networks[i];
    }
  }

 private:
  static void tell(const DistillationNetwork& before, const DistillationNetwork& now) {
    for (std::size_t i = before.teacher.size(); i < now.teacher.size(); ++i) tell(now.id + " teacher", now.teacher[i]);
    for (std::size_t i = before.student.size(); i < now.student.size(); ++i) tell(now.id, now.student[i]);
  }
  static void tell(const std::string& who, const EpochDone& epoch) {
    printText(who + "  epoch " + std::to_string(epoch.epoch) + "/" + std::to_string(epoch.epochs) + "  loss " +
              significant(epoch.trainLoss).toStdString() + "  test accuracy " + accuracyText(epoch.testAccuracy) +
              "\n");
  }

  std::vector<std::shared_ptr<const DistillationNetwork>> m_known;
};

void printReport(const Distilled& distilled) {
  std::vector<std::vector<std::string>> rows = {{"T", "SEED", "TEACHER", "ACCURACY", "ID"}};
  for (const auto& network : distilled.networks) {
    rows.push_back({temperatureOf(*network), std::to_string(network->seed), accuracyText(network->teacherAccuracy),
                    accuracyText(network->accuracy), network->id});
  }
  printText(textTable(rows, {Align::Right, Align::Right, Align::Right, Align::Right, Align::Left}) + "  " +
            durationText(distilled.seconds).toStdString() + ", in " + distilled.folder + "\n");
}

Json toJson(const DistillationNetwork& network, const std::string& folder) {
  const auto curve = [](const std::vector<EpochDone>& epochs) {
    Json list = Json::array();
    for (const EpochDone& epoch : epochs) list.push_back(toJson(epoch));
    return list;
  };
  return {{"id", network.id},
          {"temperature", network.temperature ? Json(*network.temperature) : Json()},
          {"seed", network.seed},
          {"accuracy", network.accuracy},
          {"teacher_accuracy", network.teacherAccuracy < 0.0 ? Json() : Json(network.teacherAccuracy)},
          {"card", cardOfDistilled(folder, network.id)},
          {"teacher", curve(network.teacher)},
          {"student", curve(network.student)}};
}

void distill(DistillCommand command) {
  command.request.temperatures.clear();
  for (const std::string& text : command.temperatures) command.request.temperatures.push_back(readTemperature(text));
  HeadlessEngine engine(command.common.device);
  Reporter reporter;
  const auto distilled = engine.ask<Distilled>(command.request, [&](const Payload& payload) {
    const auto* state = payload.as<DistillationState>();
    if (state && !command.common.json) reporter.hear(*state);
  });
  if (!command.common.json) return printReport(distilled);
  Json models = Json::array();
  for (const auto& network : distilled.networks) models.push_back(toJson(*network, distilled.folder));
  printJson({{"data", command.request.data},
             {"architecture", command.request.architecture},
             {"folder", distilled.folder},
             {"seconds", distilled.seconds},
             {"device", engine.engine().device().name},
             {"models", models}});
}

void addDistillCommand(CLI::App& app, Work& work) {
  CLI::App* command = app.add_subcommand("distill", "Train networks by defensive distillation");
  const auto options = std::make_shared<DistillCommand>();
  DistillRequest& request = options->request;
  command->add_option("--data,-d", request.data, "signs, mnist, cifar10, or digits: the first pictures of MNIST")
      ->option_text("DATA [signs]");
  command
      ->add_option("--temperature,-T", options->temperatures,
                   "Temperatures T, separated by commas; none: trained once, not distilled")
      ->required()
      ->delimiter(',')
      ->option_text("T,…");
  command->add_option("--architecture", request.architecture, "small, papernot-mnist or papernot-cifar10")
      ->option_text("A [small]");
  command->add_option("--epochs", request.epochs, "Epochs of each training; otherwise as many as the recipe says")
      ->check(CLI::Range(1, 10000))
      ->option_text("N");
  command->add_option("--seeds", request.seeds, "Networks of each temperature, with the seeds 1 to K [1]")
      ->check(CLI::Range(1, 1000))
      ->option_text("K");
  command->add_option("--pictures", request.pictures, "Training pictures, the first N; otherwise as the recipe says")
      ->check(CLI::PositiveNumber)
      ->option_text("N");
  command->add_option("--out,-o", request.folder, "Folder for the networks and the state to resume from")
      ->required()
      ->option_text("DIR");
  addCommonOptions(*command, options->common);
  command->footer(kFooter);
  command->callback([options, &work] { work = [options] { distill(*options); }; });
}

const RegisterCommand kRegistered{205, addDistillCommand};

}  // namespace

}  // namespace adv
