// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/results.hpp"
#include "widgets/plots/axis_slider.hpp"

namespace adv {

/// Confidence against ε, and the slider of ε: x in levels of an 8-bit channel, y a probability.
class EpsilonPlot : public AxisSlider {
  Q_OBJECT
 public:
  explicit EpsilonPlot(QWidget* parent = nullptr);

  /// How far the axis reaches, in levels; with `both` also to the other side of 0, where ε goes down the gradient.
  void setReach(double levels, bool both);
  bool showsBothSides() const { return m_both; }
  /// Lines of the label, the most likely class, the target (where there is one) and random noise.
  void setCurve(const CurveReady& curve, const ModelInfo& model);
  void clearCurve() { setSeries({}); }

 private:
  bool m_both = false;
};

}  // namespace adv
