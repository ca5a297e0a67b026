// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/robustness_state.hpp"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/write_file.hpp"
#include "engine/models/sha256.hpp"

namespace adv {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;
constexpr std::size_t kKeyLength = 20;

json toJson(const RobustnessState& state) {
  json clean = json::array();
  for (const CleanTally& tally : state.clean) clean.push_back({tally.count, tally.correct});
  json cells = json::array();
  for (const RobustnessCell& cell : state.cells) {
    cells.push_back({cell.count, cell.attacked, cell.robust, cell.seconds, cell.cost.gradients, cell.cost.queries});
  }
  return {{"format", kFormat}, {"units_done", state.unitsDone}, {"clean", clean}, {"cells", cells}};
}

/// Throws a JSON error where the document is of another form.
RobustnessState fromJson(const json& document) {
  RobustnessState state;
  state.unitsDone = document.at("units_done").get<std::int64_t>();
  for (const json& row : document.at("clean")) state.clean.push_back({row.at(0).get<int>(), row.at(1).get<int>()});
  for (const json& row : document.at("cells")) {
    state.cells.push_back({row.at(0).get<int>(),
                           row.at(1).get<int>(),
                           row.at(2).get<int>(),
                           row.at(3).get<double>(),
                           {row.at(4).get<std::int64_t>(), row.at(5).get<std::int64_t>()}});
  }
  return state;
}

bool isPlausible(const RobustnessState& state, const RobustnessState& shape, std::int64_t units) {
  bool fits = state.clean.size() == shape.clean.size() && state.cells.size() == shape.cells.size() &&
              state.unitsDone >= 0 && state.unitsDone <= units;
  for (const CleanTally& tally : state.clean) fits = fits && tally.correct >= 0 && tally.correct <= tally.count;
  for (const RobustnessCell& cell : state.cells)
    fits = fits && cell.robust >= 0 && cell.robust <= cell.attacked && cell.attacked <= cell.count;
  return fits;
}

std::string exact(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%a", value);
  return buffer;
}

}  // namespace

std::string robustnessKey(const RobustnessRequest& request, const std::string& identity) {
  std::string text = "robustness " + std::to_string(kFormat) + "\n" + identity + "\n" + request.data + "\n" +
                     request.axis + "\n" + std::to_string(request.seed) + " " + std::to_string(request.batch) +
                     (request.eightBit ? " 8-bit\n" : " float\n");
  for (const std::string& model : request.models) text += "model " + model + "\n";
  for (const AttackChoice& choice : request.attacks) {
    text += "attack " + choice.attack;
    for (const auto& [name, value] : choice.params) text += " " + name + "=" + exact(value);
    text += "\n";
  }
  for (const double value : request.values) text += exact(value) + "\n";
  return sha256Of(text.data(), text.size()).substr(0, kKeyLength);
}

RobustnessStore::RobustnessStore(const std::filesystem::path& folder, const std::string& key) {
  if (!folder.empty()) m_file = folder / ("curve-" + key + ".json");
}

std::optional<RobustnessState> RobustnessStore::load(const RobustnessState& shape, std::int64_t units) const {
  std::ifstream stream(m_file);
  if (m_file.empty() || !stream) return {};
  try {
    const json document = json::parse(stream);
    if (document.at("format").get<int>() != kFormat) return {};
    RobustnessState state = fromJson(document);
    if (isPlausible(state, shape, units)) return state;
  } catch (const json::exception&) {
    return {};
  }
  return {};
}

void RobustnessStore::save(const RobustnessState& state) const {
  if (m_file.empty()) return;
  std::error_code ignored;
  std::filesystem::create_directories(m_file.parent_path(), ignored);
  writeWholeFile(m_file, toJson(state).dump());
}

}  // namespace adv
