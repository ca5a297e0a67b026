// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/templates_report.hpp"

#include "app/cli/json.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

ModelInfo namesOf(const linear::Weights& weights) {
  ModelInfo names;
  names.labels = weights.labels;
  return names;
}

Json toJson(const linear::Measures& m, bool logistic) {
  Json json = {{"pictures", m.count},
               {"accuracy", m.accuracy},
               {"loss", m.loss},
               {"epsilon", m.epsilon},
               {"fgsm_error", m.fgsmError},
               {"fgsm_confidence", m.fgsmConfidence},
               {"fgsm_error_unclipped", m.fgsmErrorUnclipped},
               {"fgsm_loss_unclipped", m.fgsmLossUnclipped},
               {"worst_error_unclipped", m.worstError},
               {"median_smallest_linf", m.medianFlip}};
  if (logistic) json["worst_loss_unclipped"] = m.worstLoss;
  return json;
}

Json pointsJson(const std::vector<TrainingPoint>& points) {
  Json json = Json::array();
  for (const TrainingPoint& point : points) {
    json.push_back({{"updates", point.updates},
                    {"epochs", point.epochs},
                    {"train_loss", point.trainLoss},
                    {"train_accuracy", point.trainAccuracy},
                    {"test_loss", point.testLoss},
                    {"test_accuracy", point.testAccuracy}});
  }
  return json;
}

Json mixJson(const TemplateMixed& mixed, const linear::Weights& weights) {
  const ModelInfo names = namesOf(weights);
  Json json = {{"picture", mixed.pictureName},
               {"label", mixed.label},
               {"label_is_known", mixed.labelIsKnown},
               {"target", mixed.target},
               {"target_label", names.labelOf(mixed.target)},
               {"amount", mixed.amount},
               {"needed", mixed.needed < 0.0 ? Json() : Json(mixed.needed)},
               {"template_scale", mixed.templateScale},
               {"linf", mixed.linf},
               {"l2", mixed.l2}};
  json["clean"] = predictionToJson(mixed.clean, names, true);
  json["mixed"] = predictionToJson(mixed.mixed, names, true);
  json["mixed_float"] = predictionToJson(mixed.mixedFloat, names, true);
  json["curve"] = {{"amounts", mixed.curve.amounts},
                   {"label", mixed.curve.label},
                   {"target", mixed.curve.target},
                   {"top", mixed.curve.top},
                   {"top_class", mixed.curve.topClass}};
  return json;
}

std::string percent(double share) { return shareText(share).toStdString(); }
std::string levels(double unit) { return levelsText(unit).toStdString(); }

void printMeasures(const TemplatesReady& ready) {
  const linear::Measures& m = ready.measures;
  const std::string alike = std::to_string(ready.check.sameClass) + " of " + std::to_string(ready.check.count);
  std::vector<std::vector<std::string>> rows = {
      {"ON " + std::to_string(m.count) + " TEST PICTURES", ""},
      {"right", percent(m.accuracy)},
      {"wrong under FGSM, ε = " + levels(m.epsilon) + ", clipped", percent(m.fgsmError)},
      {"  its confidence in the mistakes", percent(m.fgsmConfidence)},
      {"  by the program's own attack (" + alike + " alike)", percent(ready.check.attackError)},
      {"wrong under FGSM, not clipped", percent(m.fgsmErrorUnclipped)},
      {"wrong in the exact worst case, not clipped", percent(m.worstError)},
      {"L∞ that is enough for half of them, exact", levels(m.medianFlip)}};
  if (ready.plan.start.logistic) {
    rows.push_back(
        {"mean loss after FGSM, not clipped", QString::number(ready.check.attackLoss, 'f', 7).toStdString()});
    rows.push_back({"mean loss at margin − ε‖w‖₁", QString::number(m.worstLoss, 'f', 7).toStdString()});
  }
  printText(textTable(rows, {Align::Left, Align::Right}));
}

void printMix(const TemplateMixed& mixed, const linear::Weights& weights) {
  const ModelInfo names = namesOf(weights);
  const auto said = [&](const Prediction& p) {
    return "\"" + names.labelOf(p.topClass()) + "\" " + percentText(p.topProbability()).toStdString();
  };
  printText("\n" + mixed.pictureName + ", " + said(mixed.clean) + ", + " + levels(mixed.amount) + " × template of \"" +
            names.labelOf(mixed.target) + "\" = " + said(mixed.mixed) + "\n");
  printText("  added: L∞ " + levels(mixed.linf) + ", L2 " + significant(mixed.l2).toStdString() + "; " +
            (mixed.needed < 0.0 ? std::string("no amount on the curve reaches the target")
                                : "the target takes over at " + levels(mixed.needed)) +
            "\n");
}

void printTradeOff(const TradeOffReady& tradeOff) {
  std::vector<std::vector<std::string>> rows = {
      {"L2", "RIGHT", "RIGHT UNDER FGSM " + levels(tradeOff.request.epsilon), "L∞ FOR HALF"}};
  for (const TradeOffPoint& point : tradeOff.points)
    rows.push_back({significant(point.l2).toStdString(), percent(point.measures.accuracy),
                    percent(1.0 - point.measures.fgsmError), levels(point.measures.medianFlip)});
  printText("\n" + textTable(rows, {Align::Left, Align::Right, Align::Right, Align::Right}));
}

}  // namespace

Json toJson(const TemplatesFigureData& result) {
  const TemplatesReady& ready = result.training;
  const bool logistic = ready.plan.start.logistic;
  Json json = {{"data", ready.plan.data},
               {"loss", logistic ? "logistic" : "softmax"},
               {"classes", ready.weights->labels},
               {"train_pictures", ready.trainCount},
               {"test_pictures", ready.testCount},
               {"seed", ready.plan.start.seed},
               {"init", ready.plan.start.initialScale},
               {"learning_rate", ready.learningRate},
               {"momentum", ready.settings.momentum},
               {"batch", ready.settings.batch},
               {"l2", ready.settings.l2},
               {"l1", ready.settings.l1},
               {"adversarial", ready.settings.epsilon},
               {"epochs", ready.epochs},
               {"updates", ready.updates},
               {"seconds", ready.seconds}};
  json["test"] = toJson(ready.measures, logistic);
  json["fgsm_attack"] = {{"error", ready.check.attackError},
                         {"loss_unclipped", ready.check.attackLoss},
                         {"same_class", ready.check.sameClass},
                         {"pictures", ready.check.count}};
  json["points"] = pointsJson(ready.points);
  json["mix"] = result.mixed ? mixJson(*result.mixed, *ready.weights) : Json();
  json["trade_off"] = Json::array();
  if (result.tradeOff) {
    for (const TradeOffPoint& point : result.tradeOff->points) {
      Json row = {{"l2", point.l2}};
      row.update(toJson(point.measures, logistic));
      json["trade_off"].push_back(row);
    }
  }
  json["files"] = Json::array();
  return json;
}

void printReport(const TemplatesFigureData& result) {
  const TemplatesReady& ready = result.training;
  printText(std::string(ready.plan.start.logistic ? "Logistic" : "Softmax") + " regression of " + ready.plan.data +
            ": " + std::to_string(ready.trainCount) + " pictures, " + significant(ready.epochs).toStdString() +
            " epochs, " + std::to_string(ready.updates) + " updates in " + durationText(ready.seconds).toStdString() +
            "\n\n");
  printMeasures(ready);
  if (result.mixed) printMix(*result.mixed, *ready.weights);
  if (result.tradeOff) printTradeOff(*result.tradeOff);
}

}  // namespace adv
