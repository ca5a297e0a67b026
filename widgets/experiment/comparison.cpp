// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/comparison.hpp"

#include "engine/api/find_by_id.hpp"

namespace adv {

const std::vector<std::string>& lectureAttacks() {
  static const std::vector<std::string> ids = {"fgsm", "bim", "illc"};
  return ids;
}

bool sharesEpsilon(const AttackInfo& attack) { return attack.param("epsilon") && attack.normWith({}) == "L∞"; }

std::vector<AttackChoice> choicesAt(const std::vector<std::string>& ids, const std::vector<AttackInfo>& known,
                                    double epsilon) {
  std::vector<AttackChoice> choices;
  for (const std::string& id : ids) {
    const AttackInfo* info = findById(known, id);
    if (!info) continue;
    choices.push_back({id, {}});
    if (sharesEpsilon(*info)) choices.back().params["epsilon"] = epsilon;
  }
  return choices;
}

}  // namespace adv
