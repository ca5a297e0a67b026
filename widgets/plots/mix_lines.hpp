// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/templates.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Probabilities of target, label and most likely class against the amount in levels.
std::vector<Series> mixLines(const TemplateMixed& mixed, const linear::Weights& weights);

/// What the strength of the regularisation costs and buys, against `axisOf(strength)`: accuracy, and accuracy under
/// FGSM.
std::vector<Series> tradeOffLines(const TradeOffReady& tradeOff);

/// The axis of the strengths is logarithmic, with 0 at its left end.
class StrengthAxis {
 public:
  /// From half a decade below the weakest that is above 0, to the strongest.
  explicit StrengthAxis(const std::vector<double>& strengths);
  double low() const { return m_low; }
  double high() const { return m_high; }
  double axisOf(double strength) const;
  double strengthAt(double axis) const;
  std::vector<std::pair<double, QString>> ticks() const;

 private:
  double m_low = 0.0;
  double m_high = 1.0;
};

}  // namespace adv
