// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPen>
#include <QString>
#include <optional>
#include <vector>

#include "widgets/style/theme.hpp"

namespace adv {

/// What a line is about; the colour follows from it, everywhere in the program.
enum class SeriesRole { Clean, Adversarial, Target, Control, Neutral };

/// At the points of a line.
enum class PointMark { None, Disc, Square, Diamond, Triangle };

struct Series {
  QString name;
  SeriesRole role = SeriesRole::Clean;
  std::vector<double> x;
  std::vector<double> y;
  std::optional<QColor> colour = {};  ///< of a line that is about one of many classes or networks; otherwise its role's
  bool dashed = false;
  int dash = 0;  ///< which of several groups: as `dashed` says, then dashed, dotted, dash-dotted
  PointMark mark = PointMark::None;
  bool isPoints = false;         ///< marks alone: the points do not follow from each other
  std::vector<double> low = {};  ///< with `high`, the ends of an interval at each x, drawn as a band; empty for none
  std::vector<double> high = {};
};

QColor colourOf(SeriesRole role, const Theme& look = theme());
/// Controls are dashed, so that no line is told by colour alone.
bool isDashed(SeriesRole role);
/// The same, with what the line itself says.
QColor colourOf(const Series& series, const Theme& look = theme());
bool isDashed(const Series& series);
QPen penOf(const Series& series, double width, const Theme& look = theme());

/// The look of one of several attacks, without points: a colour and a mark of its own; controls are grey and dashed.
/// `index` counts the attacks from 0.
Series attackLine(const QString& name, bool isControl, int index);

}  // namespace adv
