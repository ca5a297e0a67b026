// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/playground_report.hpp"

#include "widgets/plots/plane_painter.hpp"
#include "widgets/plots/plane_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

Json placeJson(PlanePlace at) { return {at.x, at.y}; }

Json verdictJson(const PlaneVerdict& verdict) {
  return {{"at", placeJson(verdict.at)},
          {"logit", verdict.logit},
          {"class", nameOf(verdict.says).toStdString()},
          {"confidence", verdict.confidence}};
}

Json optionalJson(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json attackJson(const PlaneProbed& probed) {
  Json json = {{"label", nameOf(probed.label).toStdString()},
               {"start", verdictJson(probed.start)},
               {"wrong_from_start", probed.start.says != probed.label},
               {"zero_gradient", probed.flat},
               {"stepped", verdictJson(probed.stepped)},
               {"noise", verdictJson(probed.noise)},
               {"noise_fooled", probed.noiseFooled},
               {"smallest_step", optionalJson(probed.smallestStep)}};
  json["nearest_boundary"] = probed.boundary ? verdictJson(*probed.boundary) : Json();
  json["nearest_boundary_l2"] = probed.boundary ? Json(probed.boundaryDistance) : Json();
  json["curve"] = {{"epsilon", probed.epsilons},
                   {"attack", probed.attackProbability},
                   {"noise", probed.noiseProbability},
                   {"noise_10", probed.noiseLow},
                   {"noise_90", probed.noiseHigh}};
  json["line"] = {{"t", probed.line},
                  {"logits", probed.logits},
                  {"slope", probed.fit.slope},
                  {"intercept", probed.fit.intercept},
                  {"r2", probed.fit.r2}};
  return json;
}

}  // namespace

Json toJson(const PlaygroundFigureData& data) {
  const PlaygroundReady& ready = data.ready;
  Json json = Json::parse(PlaygroundFigure(data).repeatJson());
  json["losses"] = ready.losses;
  json["loss"] = ready.loss;
  json["accuracy"] = ready.accuracy;
  json["held_out"] = data.request.heldOut.size();
  json["held_out_accuracy"] = optionalJson(ready.heldOutAccuracy);
  json["attacked_accuracy"] = ready.attackedAccuracy;
  json["alignment"] = ready.alignment;
  json["parameters"] = ready.state->parameters;
  json["attack"] = attackJson(data.probed);
  return json;
}

void printReport(const PlaygroundFigureData& data, const Json& files) {
  const auto& [request, preset, ready, probed] = data;
  const Verdict verdict = playgroundVerdict(request.model, ready, probed, request.epsilon);
  const auto share = [](double value) { return shareText(value).toStdString(); };
  const auto number = [](double value) { return significant(value).toStdString(); };
  printText((nameOf(request.model) + ": " + verdict.headline + "\n").toStdString());
  std::vector<std::vector<std::string>> rows = {
      {"steps", std::to_string(ready.state->steps)},
      {"loss", number(ready.loss)},
      {"points right", share(ready.accuracy)},
      {"held-out points right", ready.heldOutAccuracy ? share(*ready.heldOutAccuracy) : "-"},
      {"right after a step of " + number(request.epsilon), share(ready.attackedAccuracy)},
      {"smallest step that changes the class", probed.smallestStep ? number(*probed.smallestStep) : "-"},
      {"nearest boundary (L2)", probed.boundary ? number(probed.boundaryDistance) : "-"},
      {"random steps that fool it", share(probed.noiseFooled)},
      {"R2 of the logit along the step", QString::number(probed.fit.r2, 'f', 4).toStdString()},
      {"all attacks in one direction (0 to 1)", number(ready.alignment)}};
  printText(textTable(rows, {Align::Left, Align::Right}));
  printWritten(files);
}

}  // namespace adv
