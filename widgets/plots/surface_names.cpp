// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/surface_names.hpp"

#include "engine/api/find_by_id.hpp"

#include <algorithm>

namespace adv {

QString titleOf(const std::string& attack, const std::vector<AttackInfo>& attacks) {
  const AttackInfo* found = findById(attacks, attack);
  return QString::fromStdString(found ? found->title : attack);
}

SurfaceNames surfaceNames(const SurfaceReady& surface, const SurfacePlane& plane,
                          const std::vector<AttackInfo>& attacks) {
  SurfaceNames names;
  names.along = QObject::tr("d₁: towards %1, n/255 (%2)")
                    .arg(titleOf(plane.attack, attacks), QString::fromStdString(surface.norm));
  if (const auto* attack = std::get_if<AttackDirection>(&plane.second)) {
    names.other = titleOf(attack->attack, attacks);
    names.across = QObject::tr("d₂: towards %1, n/255").arg(names.other);
  } else if (const auto* image = std::get_if<ImageDirection>(&plane.second)) {
    names.other = QString::fromStdString(nameOf(image->image));
    names.across = QObject::tr("d₂: towards %1, n/255").arg(names.other);
  } else {
    names.across = QObject::tr("d₂: random signs, n/255");
  }
  return names;
}

}  // namespace adv
