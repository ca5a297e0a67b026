// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "engine/api/robustness.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Robustness curves as lines and words. Screen and figure draw the same ones.
class RobustnessLines {
 public:
  RobustnessLines(const RobustnessReady& ready, const std::vector<AttackInfo>& attacks);

  /// A line for each model and attack, with its 95 % band, then the clean accuracy of each model.
  std::vector<Series> lines() const;
  /// "ε (L∞, levels of 255)", "steps"
  QString axisName() const;
  double low() const;
  double high() const;
  /// A value of the request on the axis: distances in levels.
  double onAxis(double value) const { return m_isLevels ? 255.0 * value : value; }
  /// "ε = 25.5/255 (0.1)", "20 steps"; `x` as on the axis.
  QString axisText(double x) const;
  /// "At ε = 8/255: FGSM 77.6 %, BIM 56.2 %". Between measured points the line is read off, and the sentence says so.
  QString reading(double x) const;
  /// "FGSM", with the norm where the attacks differ in it, and the model where there are several.
  QString nameOf(std::size_t model, std::size_t attack) const;

 private:
  Series lineOf(std::size_t model, std::size_t attack) const;
  const AttackInfo* infoOf(std::size_t attack) const;

  RobustnessReady m_ready;
  std::vector<AttackInfo> m_attacks;
  bool m_isLevels = false;
  bool m_namesNorms = false;
};

/// The line at `x`, straight between its points; NaN outside of them.
double valueAt(const Series& line, double x);

}  // namespace adv
