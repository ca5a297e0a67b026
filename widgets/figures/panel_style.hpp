// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/theme.hpp"

namespace adv {

/// Sizes of a part that is painted on the screen (in pixels) and in figures (in points).
struct PanelStyle {
  double text = 12.0;
  double line = 1.0;  ///< width of a thin line
  const Theme& look;
};

}  // namespace adv
