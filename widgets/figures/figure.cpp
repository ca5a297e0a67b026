// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/figure.hpp"

namespace adv {

const std::vector<FigureStyle>& figureStyles() {
  constexpr double kPointsPerCentimetre = 72.0 / 2.54;
  static const std::vector<FigureStyle> styles = {
      {QStringLiteral("slide"), 960.0, 18.0, 1.5, false},
      {QStringLiteral("paper column"), 8.5 * kPointsPerCentimetre, 6.5, 0.6, false},
      {QStringLiteral("paper wide"), 17.0 * kPointsPerCentimetre, 8.0, 0.75, false},
      {QStringLiteral("poster"), 40.0 * kPointsPerCentimetre, 22.0, 2.0, false},
  };
  return styles;
}

}  // namespace adv
