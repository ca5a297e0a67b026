// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/series.hpp"

#include "widgets/style/theme.hpp"

namespace adv {

QColor colourOf(SeriesRole role) {
  switch (role) {
    case SeriesRole::Clean: return theme().clean;
    case SeriesRole::Adversarial: return theme().adversarial;
    case SeriesRole::Target: return theme().target;
    case SeriesRole::Control: return theme().control;
    case SeriesRole::Neutral: break;
  }
  return theme().text;
}

bool isDashed(SeriesRole role) { return role == SeriesRole::Control; }

}  // namespace adv
