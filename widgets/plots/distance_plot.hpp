// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/attack_run.hpp"
#include "widgets/plots/axis_slider.hpp"

namespace adv {

/// What an attack without ε has found: the distance of each step and the smallest that fooled so far. x is the step,
/// and the slider of it.
class DistancePlot : public AxisSlider {
  Q_OBJECT
 public:
  explicit DistancePlot(QWidget* parent = nullptr);

  /// `norm` is "L∞" (in levels), "L2" or "L0" (in pixels).
  void setFrames(const std::vector<FramePtr>& frames, int stepsPlanned, const std::string& norm);
};

/// A distance in the norm that is asked for, in the unit that a person reads: levels, units of the range, pixels.
double distanceIn(const std::string& norm, const Distortion& distortion);
/// The step with the smallest distance of those that fool; null where none does.
const Frame* smallestSuccess(const std::vector<FramePtr>& frames, const std::string& norm);
/// "12/255 (L∞)", "1.23 (L2)", "34 pixels (L0)".
QString distanceText(const std::string& norm, const Distortion& distortion);

}  // namespace adv
