// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/distillation_record.hpp"

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/data/write_file.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/json.hpp"
#include "engine/models/json_fields.hpp"
#include "engine/training/history.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kFile = "distillation.json";
constexpr std::uint64_t kLongest = 1U << 24U;
constexpr int kMostEpochs = 10'000;

std::vector<double> realsOf(const JsonFields& fields, const char* name) {
  const auto& list = fields.at(name);
  return fields.reals(name, list.is_array() ? list.size() : 0);
}

std::vector<EpochDone> epochsOf(const JsonFields& fields, const char* name) {
  std::vector<EpochDone> epochs = historyFromJson(fields, name, kMostEpochs);
  for (EpochDone& epoch : epochs) epoch.epochs = static_cast<int>(epochs.size());
  return epochs;
}

double lastAccuracy(const std::vector<EpochDone>& epochs) { return epochs.empty() ? -1.0 : epochs.back().testAccuracy; }

}  // namespace

void saveRecord(const fs::path& folder, const DistillationRecord& record) {
  const DistillationNetwork& network = record.network;
  const DistillationSample& sample = network.sample;
  const Json json{{"command", record.command},
                  {"teacher", historyToJson(network.teacher)},
                  {"student", historyToJson(network.student)},
                  {"sample", sample.index},
                  {"label", sample.label},
                  {"teacher_logits", sample.teacherLogits},
                  {"deployed_logits", sample.deployedLogits}};
  writeWholeFile(folder / kFile, json.dump() + "\n");
}

std::optional<DistillationNetwork> loadRecord(const fs::path& folder, const std::string& command) {
  const fs::path path = folder / kFile;
  if (!fs::exists(path)) return {};
  InputFile file(path);
  const nlohmann::json json = parseJson(file.readText(std::min(file.size(), kLongest), "the record"), path.string());
  const JsonFields fields(json, "",
                          {"command", "teacher", "student", "sample", "label", "teacher_logits", "deployed_logits"});
  if (fields.text("command") != command) {
    throw userFailure(folder.string() + " holds what `" + fields.text("command") + "` makes.",
                      "Ask for the same to go on with it, or choose another folder.");
  }
  DistillationNetwork network;
  network.teacher = epochsOf(fields, "teacher");
  network.student = epochsOf(fields, "student");
  network.teacherAccuracy = lastAccuracy(network.teacher);
  network.accuracy = lastAccuracy(network.student);
  network.sample.index = static_cast<int>(fields.integer("sample", 0, 1 << 30));
  network.sample.label = static_cast<int>(fields.integer("label", 0, 1 << 30));
  network.sample.teacherLogits = realsOf(fields, "teacher_logits");
  network.sample.deployedLogits = realsOf(fields, "deployed_logits");
  return network;
}

}  // namespace adv
