// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/analysis/report_json.hpp"
#include "engine/api/error.hpp"

namespace adv {
namespace {

using Json = nlohmann::json;

constexpr double kNothing = -std::numeric_limits<double>::infinity();

double orNothing(const Json& value) { return value.is_null() ? kNothing : value.get<double>(); }

/// What rows name by their id.
class Networks {
 public:
  explicit Networks(const Json& list) {
    for (const Json& one : list) {
      ModelInfo info;
      info.id = one.at("id");
      info.title = one.at("title");
      if (!one.at("temperature").is_null()) info.temperature = one.at("temperature").get<double>();
      info.seed = one.at("seed");
      info.weightsSha256 = one.at("weights_sha256");
      info.labels = one.at("labels").get<std::vector<std::string>>();
      m_known[info.id] = std::move(info);
    }
  }
  const ModelInfo& of(const Json& row) const { return m_known.at(row.at("id").get<std::string>()); }

 private:
  std::map<std::string, ModelInfo> m_known;
};

template <class Row>
std::vector<std::string> idsOf(const std::vector<Row>& rows) {
  std::vector<std::string> ids;
  for (const Row& row : rows) ids.push_back(row.model.id);
  return ids;
}

TemperatureOutputsReady readOutputs(const Json& json, const Networks& networks) {
  TemperatureOutputsReady ready;
  ready.pictures = ready.request.count = json.at("pictures");
  ready.request.data = json.at("data");
  for (const Json& one : json.at("rows")) {
    TemperatureOutputs row;
    row.model = networks.of(one);
    row.temperature = row.model.temperature;
    row.seed = row.model.seed;
    row.count = one.at("count");
    row.correct = one.at("correct");
    row.meanL1 = one.at("mean_l1");
    row.deviationL1 = one.at("deviation_l1");
    row.meanTop = one.at("mean_top");
    row.meanGap = one.at("mean_gap");
    row.medianGap = one.at("median_gap");
    ready.rows.push_back(std::move(row));
  }
  ready.request.models = idsOf(ready.rows);
  ready.complete = true;
  return ready;
}

GradientHistogram readHistogram(const Json& one, const Networks& networks) {
  GradientHistogram row;
  row.model = networks.of(one);
  row.temperature = row.model.temperature;
  row.count = one.at("count");
  row.correct = one.at("correct");
  row.counts = one.at("counts").get<AmplitudeCounts>();
  row.zeroFloat32 = one.at("zero_float32");
  row.zeroComponentShare = one.at("zero_component_share");
  row.flatComponentShare = one.at("flat_component_share");
  row.medianLog10 = orNothing(one.at("median_log10"));
  auto samples = std::make_shared<std::vector<AmplitudeSample>>();
  for (const Json& sample : one.at("samples"))
    samples->push_back(
        {sample.at(0).get<int>(), static_cast<float>(orNothing(sample.at(1))), sample.at(2).get<bool>()});
  row.samples = std::move(samples);
  return row;
}

GradientHistogramsReady readGradients(const Json& json, const Networks& networks) {
  GradientHistogramsReady ready;
  ready.pictures = ready.request.count = json.at("pictures");
  ready.request.data = json.at("data");
  ready.seconds = json.at("seconds");
  for (const Json& one : json.at("networks")) ready.networks.push_back(readHistogram(one, networks));
  ready.request.models = idsOf(ready.networks);
  ready.complete = true;
  return ready;
}

TemperatureCell readCell(const Json& json) {
  return {json.at("attacked"), json.at("succeeded"),          json.at("unmoved"),
          json.at("mean_l2"),  json.at("mean_changed_share"), json.at("seconds")};
}

TemperatureAttacksReady readAttacks(const Json& json, const Networks& networks) {
  TemperatureAttacksReady ready;
  TemperatureAttacksRequest& request = ready.request;
  ready.pictures = request.count = json.at("pictures");
  request.data = json.at("data");
  request.epsilon = json.at("epsilon");
  request.searches = json.at("searches");
  request.steps = json.at("steps");
  request.seed = json.at("seed");
  ready.seconds = json.at("seconds");
  for (const Json& one : json.at("rows")) {
    TemperatureRow row;
    row.model = networks.of(one);
    row.temperature = row.model.temperature;
    row.count = one.at("count");
    row.correct = one.at("correct");
    for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) {
      const auto found = one.at("attacks").find(info.id);
      if (found != one.at("attacks").end()) row.cells[static_cast<std::size_t>(info.attack)] = readCell(*found);
    }
    ready.rows.push_back(std::move(row));
  }
  request.models = idsOf(ready.rows);
  ready.complete = true;
  return ready;
}

ImageSource readSource(const Json& json) { return SampleImage{json.at("data"), json.at("index")}; }

/// Throws where a row does not have a logit for each class and point.
void checkLogits(const TemperatureProfileReady& ready, const TemperatureProfile& row) {
  const auto classes = static_cast<std::ptrdiff_t>(row.logits.size());
  bool fits = ready.label < classes && ready.otherLabel < classes;
  for (const auto& points : row.logits) fits = fits && points.size() == ready.line.size();
  if (!fits) throw std::invalid_argument("logits");
}

TemperatureProfileReady readProfile(const Json& json, const Networks& networks) {
  TemperatureProfileReady ready;
  TemperatureProfileRequest& request = ready.request;
  request.image = readSource(json.at("image"));
  request.direction = static_cast<ProfileDirection>(json.at("direction").get<int>());
  if (!json.at("other").is_null()) request.other = readSource(json.at("other"));
  request.seed = json.at("seed");
  ready.label = json.at("label");
  ready.otherLabel = json.at("other_label");
  ready.line = json.at("line").get<std::vector<double>>();
  request.points = static_cast<int>(ready.line.size());
  for (const Json& one : json.at("networks")) {
    TemperatureProfile row;
    row.model = networks.of(one);
    row.temperature = row.model.temperature;
    row.logits = one.at("logits").get<std::vector<std::vector<double>>>();
    checkLogits(ready, row);
    ready.networks.push_back(std::move(row));
  }
  request.models = idsOf(ready.networks);
  return ready;
}

}  // namespace

DistillationReport reportFromJson(const std::string& text, const std::string& name) {
  try {
    const Json json = Json::parse(text);
    const Networks networks(json.at("networks"));
    DistillationReport report;
    report.madeBy = json.at("made_by");
    if (json.contains("outputs")) report.outputs = readOutputs(json.at("outputs"), networks);
    if (json.contains("gradients")) report.gradients = readGradients(json.at("gradients"), networks);
    if (json.contains("attacks")) report.attacks = readAttacks(json.at("attacks"), networks);
    if (json.contains("profile")) report.profile = readProfile(json.at("profile"), networks);
    return report;
  } catch (const std::exception&) {
    throw userFailure(name + " is no report about distillation.", "Make it with: advscope distillation-report");
  }
}

}  // namespace adv
