// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/attack_groups.hpp"

#include <QObject>
#include <algorithm>

namespace adv {

AttackGroup groupOf(const AttackInfo& attack) {
  if (attack.isControl) return AttackGroup::Control;
  if (!attack.usesGradient) return AttackGroup::BlackBox;
  if (!attack.param("epsilon")) return AttackGroup::SmallestChange;
  return attack.param("steps") || !attack.oneStep ? AttackGroup::Iterative : AttackGroup::OneStep;
}

QString headingOf(AttackGroup group) {
  switch (group) {
    case AttackGroup::OneStep: return QObject::tr("One step");
    case AttackGroup::Iterative: return QObject::tr("Iterative, within ε");
    case AttackGroup::SmallestChange: return QObject::tr("Smallest change");
    case AttackGroup::BlackBox: return QObject::tr("Black box: queries only");
    case AttackGroup::Control: break;
  }
  return QObject::tr("Control");
}

std::vector<const AttackInfo*> inGroups(const std::vector<AttackInfo>& attacks) {
  std::vector<const AttackInfo*> sorted;
  for (const AttackInfo& attack : attacks) sorted.push_back(&attack);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const AttackInfo* a, const AttackInfo* b) { return groupOf(*a) < groupOf(*b); });
  return sorted;
}

QString titleWithNorm(const AttackInfo& attack, const ParamValues& params) {
  const std::string norm = attack.normWith(params);
  const bool isSaid = attack.title.find(norm) != std::string::npos;
  return QString::fromStdString(isSaid ? attack.title : attack.title + " · " + norm);
}

}  // namespace adv
