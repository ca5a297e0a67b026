// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/analysis/report_json.hpp"

namespace adv {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kKeptInABin = 12;

template <class T>
Json orNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json finiteOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(); }

/// Rows name their network; what is known of it stands once, in "networks".
class Networks {
 public:
  std::string note(const ModelInfo& info) {
    if (!m_seen.contains(info.id)) {
      m_seen[info.id] = true;
      m_list.push_back({{"id", info.id},
                        {"title", info.title},
                        {"temperature", orNull(info.temperature)},
                        {"seed", info.seed},
                        {"weights_sha256", info.weightsSha256},
                        {"labels", info.labels}});
    }
    return info.id;
  }
  Json list() const { return m_list; }

 private:
  std::map<std::string, bool> m_seen;
  Json m_list = Json::array();
};

Json toJson(const TemperatureOutputsReady& ready, Networks& networks) {
  Json rows = Json::array();
  for (const TemperatureOutputs& row : ready.rows) {
    rows.push_back({{"id", networks.note(row.model)},
                    {"count", row.count},
                    {"correct", row.correct},
                    {"mean_l1", row.meanL1},
                    {"deviation_l1", row.deviationL1},
                    {"mean_top", row.meanTop},
                    {"mean_gap", row.meanGap},
                    {"median_gap", row.medianGap}});
  }
  return {{"data", ready.request.data}, {"pictures", ready.pictures}, {"rows", rows}};
}

Json samplesToJson(const GradientHistogram& histogram) {
  Json samples = Json::array();
  if (!histogram.samples) return samples;
  AmplitudeCounts kept{};
  for (const AmplitudeSample& sample : *histogram.samples) {
    const auto log10 = static_cast<double>(sample.log10);
    if (kept[amplitudeBin(log10)]++ < kKeptInABin)
      samples.push_back({sample.index, finiteOrNull(log10), sample.isZeroFloat32});
  }
  return samples;
}

Json toJson(const GradientHistogramsReady& ready, Networks& networks) {
  Json rows = Json::array();
  for (const GradientHistogram& row : ready.networks) {
    rows.push_back({{"id", networks.note(row.model)},
                    {"count", row.count},
                    {"correct", row.correct},
                    {"counts", row.counts},
                    {"zero_float32", row.zeroFloat32},
                    {"zero_component_share", row.zeroComponentShare},
                    {"flat_component_share", row.flatComponentShare},
                    {"median_log10", finiteOrNull(row.medianLog10)},
                    {"samples", samplesToJson(row)}});
  }
  return {{"data", ready.request.data}, {"pictures", ready.pictures}, {"seconds", ready.seconds}, {"networks", rows}};
}

Json toJson(const TemperatureCell& cell) {
  return {{"attacked", cell.attacked},
          {"succeeded", cell.succeeded},
          {"unmoved", cell.unmoved},
          {"mean_l2", cell.meanL2},
          {"mean_changed_share", cell.meanChangedShare},
          {"seconds", cell.seconds}};
}

Json toJson(const TemperatureAttacksReady& ready, Networks& networks) {
  Json rows = Json::array();
  for (const TemperatureRow& row : ready.rows) {
    Json cells = Json::object();
    for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) {
      if (row.cell(info.attack)) cells[info.id] = toJson(*row.cell(info.attack));
    }
    rows.push_back(
        {{"id", networks.note(row.model)}, {"count", row.count}, {"correct", row.correct}, {"attacks", cells}});
  }
  const TemperatureAttacksRequest& request = ready.request;
  return {{"data", request.data},       {"pictures", ready.pictures},
          {"epsilon", request.epsilon}, {"searches", request.searches},
          {"steps", request.steps},     {"seed", request.seed},
          {"seconds", ready.seconds},   {"rows", rows}};
}

Json toJson(const ImageSource& source) {
  const auto* sample = std::get_if<SampleImage>(&source);
  return sample ? Json{{"data", sample->data}, {"index", sample->index}} : Json();
}

Json toJson(const TemperatureProfileReady& ready, Networks& networks) {
  Json rows = Json::array();
  for (const TemperatureProfile& row : ready.networks)
    rows.push_back({{"id", networks.note(row.model)}, {"logits", row.logits}});
  const TemperatureProfileRequest& request = ready.request;
  return {{"image", toJson(request.image)},
          {"direction", static_cast<int>(request.direction)},
          {"other", request.other ? toJson(*request.other) : Json()},
          {"seed", request.seed},
          {"label", ready.label},
          {"other_label", ready.otherLabel},
          {"line", ready.line},
          {"networks", rows}};
}

}  // namespace

std::string reportToJson(const DistillationReport& report) {
  Networks networks;
  Json parts = Json::object();
  if (report.outputs) parts["outputs"] = toJson(*report.outputs, networks);
  if (report.gradients) parts["gradients"] = toJson(*report.gradients, networks);
  if (report.attacks) parts["attacks"] = toJson(*report.attacks, networks);
  if (report.profile) parts["profile"] = toJson(*report.profile, networks);
  std::string text = "{\n\"made_by\": " + Json(report.madeBy).dump() + ",\n\"networks\": " + networks.list().dump();
  for (const auto& [name, part] : parts.items()) text += ",\n" + Json(name).dump() + ": " + part.dump();
  return text + "\n}\n";
}

}  // namespace adv
