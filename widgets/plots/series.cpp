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

QColor colourOf(const Series& series) { return series.colour.value_or(colourOf(series.role)); }
bool isDashed(const Series& series) { return series.dashed || isDashed(series.role); }

}  // namespace adv
