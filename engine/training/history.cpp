// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/history.hpp"

namespace adv {

nlohmann::ordered_json historyToJson(const std::vector<EpochDone>& history) {
  auto list = nlohmann::ordered_json::array();
  for (const EpochDone& epoch : history) list.push_back({epoch.trainLoss, epoch.testAccuracy});
  return list;
}

std::vector<EpochDone> historyFromJson(const JsonFields& fields, const char* name, int epochs) {
  const auto& list = fields.at(name);
  if (!list.is_array() || static_cast<int>(list.size()) > epochs)
    fields.refuse(name, "must be a list of at most " + std::to_string(epochs) + " epochs");
  std::vector<EpochDone> history;
  for (const auto& entry : list) {
    if (!entry.is_array() || entry.size() != 2 || !entry[0].is_number() || !entry[1].is_number())
      fields.refuse(name, "must give each epoch as [loss, accuracy]");
    history.push_back({static_cast<int>(history.size()) + 1, epochs, entry[0].get<double>(), entry[1].get<double>()});
  }
  return history;
}

}  // namespace adv
