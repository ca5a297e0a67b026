// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/api/surface.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// The colours of the classes of one surface: the label's is that of "clean", the adversarial class's that of
/// "adversarial", the others take theirs from the colour-blind-safe set, in the order in which the grid met them.
class SurfaceColours {
 public:
  SurfaceColours(const SurfaceReady& surface, const Theme& theme);
  QColor of(int classIndex) const;

 private:
  void add(int classIndex);

  std::map<int, QColor> m_colours;
  int m_others = 0;
};

}  // namespace adv
