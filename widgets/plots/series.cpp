// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/series.hpp"

#include <array>

namespace adv {
namespace {

/// Of the classes' colours, those that are told apart as lines on light and dark: vermilion, green, pink, orange, sky
/// blue. Blue stays with what is clean.
constexpr std::array<int, 5> kAttackColours = {1, 2, 3, 4, 5};
constexpr std::array<PointMark, 4> kMarks = {PointMark::Disc, PointMark::Square, PointMark::Diamond,
                                             PointMark::Triangle};

template <class Values>
auto cyclic(const Values& values, int index) {
  return values[static_cast<std::size_t>(index) % values.size()];
}

}  // namespace

QColor colourOf(SeriesRole role, const Theme& look) {
  switch (role) {
    case SeriesRole::Clean: return look.clean;
    case SeriesRole::Adversarial: return look.adversarial;
    case SeriesRole::Target: return look.target;
    case SeriesRole::Control: return look.control;
    case SeriesRole::Neutral: break;
  }
  return look.text;
}

bool isDashed(SeriesRole role) { return role == SeriesRole::Control; }

QColor colourOf(const Series& series, const Theme& look) { return series.colour.value_or(colourOf(series.role, look)); }

bool isDashed(const Series& series) { return series.dashed || series.dash > 0 || isDashed(series.role); }

QPen penOf(const Series& series, double width, const Theme& look) {
  static const std::array<QList<qreal>, 3> patterns = {QList<qreal>{4, 3}, {1, 2}, {6, 2, 1, 2}};
  QPen pen(colourOf(series, look), width);
  if (isDashed(series)) pen.setDashPattern(cyclic(patterns, std::max(0, series.dash - 1)));
  return pen;
}

Series attackLine(const QString& name, bool isControl, int index) {
  Series line;
  line.name = name;
  line.role = isControl ? SeriesRole::Control : SeriesRole::Adversarial;
  if (!isControl) line.colour = classColour(cyclic(kAttackColours, index));
  line.mark = cyclic(kMarks, index);
  return line;
}

}  // namespace adv
