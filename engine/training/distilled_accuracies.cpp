// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/distilled_accuracies.hpp"

#include <algorithm>
#include <tuple>

#include "engine/data/write_file.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/json.hpp"
#include "engine/models/json_fields.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kFile = "accuracies.json";
constexpr std::uint64_t kLongest = 1U << 22U;

DistilledAccuracy readOne(const nlohmann::json& json, std::size_t index) {
  const JsonFields fields(json, "[" + std::to_string(index) + "].",
                          {"id", "temperature", "seed", "accuracy", "teacher_accuracy"});
  DistilledAccuracy one;
  one.id = fields.text("id");
  if (!fields.at("temperature").is_null()) one.temperature = fields.real("temperature", 1e-3, 1e6);
  one.seed = static_cast<std::uint64_t>(fields.integer("seed", 0, std::int64_t{1} << 53));
  one.accuracy = fields.real("accuracy", 0.0, 1.0);
  if (!fields.at("teacher_accuracy").is_null()) one.teacherAccuracy = fields.real("teacher_accuracy", 0.0, 1.0);
  return one;
}

Json toJson(const DistilledAccuracy& one) {
  return {{"id", one.id},
          {"temperature", one.temperature ? Json(*one.temperature) : Json()},
          {"seed", one.seed},
          {"accuracy", one.accuracy},
          {"teacher_accuracy", one.teacherAccuracy < 0.0 ? Json() : Json(one.teacherAccuracy)}};
}

bool comesBefore(const DistilledAccuracy& a, const DistilledAccuracy& b) {
  return std::tie(a.temperature, a.seed, a.id) < std::tie(b.temperature, b.seed, b.id);
}

}  // namespace

std::vector<DistilledAccuracy> loadAccuracies(const fs::path& folder) {
  const fs::path path = folder / kFile;
  std::vector<DistilledAccuracy> all;
  if (!fs::exists(path)) return all;
  InputFile file(path);
  const nlohmann::json json =
      parseJson(file.readText(std::min(file.size(), kLongest), "the accuracies"), path.string());
  for (std::size_t i = 0; i < json.size(); ++i) all.push_back(readOne(json.is_array() ? json[i] : json, i));
  return all;
}

void noteAccuracies(const fs::path& folder, const std::vector<std::shared_ptr<const DistillationNetwork>>& networks) {
  std::vector<DistilledAccuracy> all = loadAccuracies(folder);
  for (const auto& network : networks) {
    std::erase_if(all, [&](const DistilledAccuracy& one) { return one.id == network->id; });
    all.push_back({network->id, network->temperature, network->seed, network->accuracy, network->teacherAccuracy});
  }
  std::sort(all.begin(), all.end(), comesBefore);
  std::string lines;
  for (const DistilledAccuracy& one : all) lines += (lines.empty() ? "  " : ",\n  ") + toJson(one).dump();
  writeWholeFile(folder / kFile, "[\n" + lines + "\n]\n");
}

}  // namespace adv
