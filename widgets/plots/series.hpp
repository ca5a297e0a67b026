// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <vector>

namespace adv {

/// What a line is about; the colour follows from it, everywhere in the program.
enum class SeriesRole { Clean, Adversarial, Target, Control, Neutral };

struct Series {
  QString name;
  SeriesRole role = SeriesRole::Clean;
  std::vector<double> x;
  std::vector<double> y;
};

QColor colourOf(SeriesRole role);
/// Controls are dashed, so that no line is told by colour alone.
bool isDashed(SeriesRole role);

}  // namespace adv
