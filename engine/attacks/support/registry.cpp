// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"

namespace adv {
namespace {

using Registry = std::map<std::string, std::unique_ptr<const Attack>>;

/// Inside a function, so that it exists before the first registrar runs.
Registry& registry() {
  static Registry attacks;
  return attacks;
}

}  // namespace

AttackRegistrar::AttackRegistrar(std::unique_ptr<const Attack> attack) {
  std::string id = attack->info().id;
  registry().emplace(std::move(id), std::move(attack));
}

const std::vector<const Attack*>& allAttacks() {
  static const std::vector<const Attack*> attacks = [] {
    std::vector<const Attack*> all;
    for (const auto& [id, attack] : registry()) all.push_back(attack.get());
    return all;
  }();
  return attacks;
}

const Attack& findAttack(const std::string& id) {
  const auto found = registry().find(id);
  if (found != registry().end()) return *found->second;
  std::string known;
  for (const auto& [name, attack] : registry()) known += (known.empty() ? "" : ", ") + name;
  throw userFailure("There is no attack \"" + id + "\".", "Known are: " + known + ".");
}

}  // namespace adv
