// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.hpp"

#include <cmath>

#include "engine/api/epsilon.hpp"

namespace adv {
namespace {

const char* kindName(ParamKind kind) {
  switch (kind) {
    case ParamKind::Levels: return "levels";
    case ParamKind::Real: return "real";
    case ParamKind::Integer: return "integer";
    case ParamKind::Choice: return "choice";
    case ParamKind::Flag: break;
  }
  return "flag";
}

const char* targetingName(Targeting targeting) {
  if (targeting == Targeting::Never) return "never";
  return targeting == Targeting::Optional ? "optional" : "least-likely";
}

Json valueToJson(const ParamSpec& spec, double value) {
  switch (spec.kind) {
    case ParamKind::Integer: return static_cast<std::int64_t>(std::llround(value));
    case ParamKind::Flag: return value != 0.0;
    case ParamKind::Choice: return formatParam(spec, value);
    case ParamKind::Levels:
    case ParamKind::Real: break;
  }
  return value;
}

Json toJson(const ParamSpec& spec) {
  const Json fallback = spec.automatic ? Json("automatic") : valueToJson(spec, spec.fallback);
  Json json = {{"name", spec.name},
               {"label", spec.label},
               {"kind", kindName(spec.kind)},
               {"unit", spec.unit},
               {"default", fallback}};
  if (spec.kind == ParamKind::Choice) {
    json["choices"] = spec.choices;
  } else if (spec.kind != ParamKind::Flag) {
    json["minimum"] = valueToJson(spec, spec.minimum);
    json["maximum"] = valueToJson(spec, spec.maximum);
  }
  json["help"] = spec.help;
  json["citation"] = spec.citation;
  return json;
}

Json classToJson(const std::optional<int>& index, const ModelInfo& model) {
  if (!index) return nullptr;
  return {{"class", *index}, {"label", model.labelOf(*index)}};
}

}  // namespace

Json finiteOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(); }

const char* nameOf(LabelSource source) {
  if (source == LabelSource::Given) return "given";
  return source == LabelSource::Data ? "data" : "predicted";
}

Json toJson(const ModelInfo& model) {
  Json json = {
      {"id", model.id}, {"title", model.title}, {"description", model.description}, {"available", model.available}};
  json["why_not"] = model.available ? Json() : Json(model.whyNot);
  json["architecture"] = model.architecture;
  json["input"] = {
      {"width", model.width}, {"height", model.height}, {"channels", model.channels}, {"resize", model.resize}};
  json["classes"] = model.classCount();
  json["data"] = model.data;
  json["samples"] = model.samples;
  json["usual_epsilon"] = model.usualEpsilon;
  json["clean_accuracy"] = model.cleanAccuracy < 0.0 ? Json() : Json(model.cleanAccuracy);
  json["accuracy_note"] = model.accuracyNote;
  json["group"] = model.group;
  json["seed"] = model.seed == 0 ? Json() : Json(model.seed);
  json["temperature"] = model.temperature ? Json(*model.temperature) : Json();
  json["teacher_accuracy"] = model.teacherAccuracy < 0.0 ? Json() : Json(model.teacherAccuracy);
  json["licence"] = model.licence;
  json["provenance"] = model.provenance;
  json["weights_sha256"] = model.weightsSha256;
  json["card"] = model.cardPath;
  return json;
}

Json toJson(const AttackInfo& attack) {
  Json params = Json::array();
  for (const ParamSpec& spec : attack.params) params.push_back(toJson(spec));
  return {{"id", attack.id},
          {"title", attack.title},
          {"norm", attack.norm},
          {"summary", attack.summary},
          {"formula", attack.formula},
          {"citation", attack.citation},
          {"targeting", targetingName(attack.targeting)},
          {"one_step", attack.oneStep},
          {"uses_gradient", attack.usesGradient},
          {"anytime", attack.isAnytime},
          {"control", attack.isControl},
          {"parameters", params}};
}

Json scoresToJson(const Prediction& prediction, const ModelInfo& model) {
  Json scores = Json::array();
  for (const ClassScore& score : prediction.top) {
    scores.push_back({{"class", score.index},
                      {"label", model.labelOf(score.index)},
                      {"probability", score.probability},
                      {"logit", score.logit}});
  }
  return scores;
}

Json predictionToJson(const Prediction& prediction, const ModelInfo& model, bool hasTarget) {
  return {{"predictions", scoresToJson(prediction, model)},
          {"label_probability", prediction.labelProbability},
          {"target_probability", hasTarget ? Json(prediction.targetProbability) : Json()}};
}

Json toJson(const Frame& frame) {
  return {{"step", frame.step},
          {"loss", finiteOrNull(frame.loss)},
          {"true_probability", frame.prediction.labelProbability},
          {"top_class", frame.prediction.topClass()},
          {"linf", frame.distortion.linf},
          {"l2", frame.distortion.l2},
          {"l1", frame.distortion.l1},
          {"l0", frame.distortion.l0},
          {"gradients", frame.cost.gradients},
          {"queries", frame.cost.queries},
          {"top_probability", frame.prediction.topProbability()},
          {"target_probability", frame.prediction.targetProbability},
          {"success", frame.success}};
}

Json paramsToJson(const ParamValues& params, const AttackInfo& attack) {
  Json json = Json::object();
  for (const auto& [name, value] : params) {
    const ParamSpec* spec = attack.param(name);
    json[name] = spec ? valueToJson(*spec, value) : Json(value);
  }
  return json;
}

Json paramTextsToJson(const ParamValues& params, const AttackInfo& attack) {
  Json json = Json::object();
  for (const auto& [name, value] : params) {
    if (const ParamSpec* spec = attack.param(name)) json[name] = formatParam(*spec, value);
  }
  return json;
}

Json toJson(const AttackFinished& finished, const std::vector<FramePtr>& frames, const AttackInfo& attack,
            const DeviceReport& device) {
  const ModelInfo& model = finished.clean.model;
  const bool hasTarget = finished.target.has_value();
  Json iterations = Json::array();
  for (const FramePtr& frame : frames) iterations.push_back(toJson(*frame));

  Json json = {{"attack", attack.id},
               {"norm", attack.normWith(finished.request.params)},
               {"model", finished.request.subject.model}};
  json["image"] = nameOf(finished.request.subject.image);
  json["image_sha256"] = finished.clean.imageSha256;
  json["weights_sha256"] = model.weightsSha256;
  json["device"] = device.name;
  json["parameters"] = paramsToJson(finished.request.params, attack);
  json["parameters_text"] = paramTextsToJson(finished.request.params, attack);
  json["seed"] = finished.request.seed;
  json["label"] = classToJson(finished.clean.label, model);
  json["label_source"] = nameOf(finished.clean.labelSource);
  json["target"] = classToJson(finished.target, model);
  json["clean"] = predictionToJson(finished.clean.prediction, model, false);
  json["adversarial"] = predictionToJson(finished.adversarial, model, hasTarget);
  json["adversarial_float"] = predictionToJson(finished.adversarialFloat, model, hasTarget);
  json["success"] = finished.success;
  json["success_float"] = finished.successFloat;
  json["wrong_from_start"] = finished.wrongFromStart;
  json["first_success"] = finished.firstSuccess < 0 ? Json() : Json(finished.firstSuccess);
  json["linf"] = finished.distortion.linf;
  json["linf_text"] = Epsilon::fromUnit(finished.distortion.linf).text();
  json["l2"] = finished.distortion.l2;
  json["l1"] = finished.distortion.l1;
  json["l0"] = finished.distortion.l0;
  json["psnr"] = finiteOrNull(finished.distortion.psnr);
  json["ssim"] = finished.ssim;
  json["gradients"] = finished.cost.gradients;
  json["queries"] = finished.cost.queries;
  json["linf_float"] = finished.distortionFloat.linf;
  json["l2_float"] = finished.distortionFloat.l2;
  json["steps"] = finished.steps;
  json["milliseconds"] = finished.milliseconds;
  json["note"] = finished.note;
  json["iterations"] = std::move(iterations);
  json["files"] = Json::array();
  return json;
}

Json toJson(const Evaluated& evaluated) {
  return {{"count", evaluated.count},
          {"clean_correct", evaluated.cleanCorrect},
          {"robust_correct", evaluated.robustCorrect},
          {"initially_wrong", evaluated.initiallyWrong},
          {"success_of_initially_correct", evaluated.successOfInitiallyCorrect},
          {"mean_l2", evaluated.meanL2},
          {"mean_linf", evaluated.meanLinf},
          {"median_l2_of_successes", evaluated.medianL2OfSuccesses},
          {"mean_l2_of_successes", evaluated.meanL2OfSuccesses},
          {"mean_gradients", evaluated.meanGradients},
          {"mean_queries", evaluated.meanQueries},
          {"seconds", evaluated.seconds},
          {"note", evaluated.note}};
}

Json toJson(const EpochDone& epoch) {
  return {{"epoch", epoch.epoch},
          {"epochs", epoch.epochs},
          {"train_loss", finiteOrNull(epoch.trainLoss)},
          {"test_accuracy", epoch.testAccuracy}};
}

Json toJson(const Trained& trained) {
  return {{"folder", trained.folder}, {"test_accuracy", trained.testAccuracy}, {"seconds", trained.seconds}};
}

}  // namespace adv
