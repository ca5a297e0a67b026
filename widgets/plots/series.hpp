// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <optional>
#include <vector>

namespace adv {

/// What a line is about; the colour follows from it, everywhere in the program.
enum class SeriesRole { Clean, Adversarial, Target, Control, Neutral };

struct Series {
  QString name;
  SeriesRole role = SeriesRole::Clean;
  std::vector<double> x;
  std::vector<double> y;
  std::optional<QColor> colour = {};  ///< of a line that is about one of many classes or networks; otherwise its role's
  bool dashed = false;
};

QColor colourOf(SeriesRole role);
/// Controls are dashed, so that no line is told by colour alone.
bool isDashed(SeriesRole role);
/// The same, with what the line itself says.
QColor colourOf(const Series& series);
bool isDashed(const Series& series);

}  // namespace adv
